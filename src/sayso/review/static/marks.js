// What the map counts: every incident of the selection, as bins with their number, or one by one when few are in view.

const CELL = 44, SINGLE = 2000, BINNED = 200;
const METRES = 111195;

export class Marks {
  constructor(buffer) {
    const count = new DataView(buffer).getUint32(0, true);
    let at = 4;
    const take = (Kind, bytes) => { const part = new Kind(buffer.slice(at, at + bytes * count)); at += bytes * count; return part; };
    const lat = take(Int16Array, 2), lon = take(Int16Array, 2);
    this.count = count; this.reach = take(Uint16Array, 2); this.precision = take(Uint8Array, 1);
    this.lat = Float32Array.from(lat, (part) => part === -32768 ? NaN : part / 32767 * 90);
    this.lon = Float32Array.from(lon, (part, row) => lat[row] === -32768 ? NaN : part / 32767 * 180);
    this.selected = 0; this.rows = new Uint32Array(0);
  }

  // one bit an incident says whether it is selected; kept are those that have a place
  select(mask) {
    const rows = new Uint32Array(this.count);
    let selected = 0, placed = 0;
    for (let row = 0; row < this.count; row++) {
      if (!(mask[row >> 3] >> (row & 7) & 1)) continue;
      selected++;
      if (this.lat[row] === this.lat[row]) rows[placed++] = row;
    }
    this.selected = selected; this.rows = rows.subarray(0, placed);
  }

  // the middle and the width, in degrees, of the stretch that holds nearly all of the selection
  stretch() {
    const sorted = (part) => Float32Array.from(this.rows, (row) => part[row]).sort();
    const lats = sorted(this.lat), lons = sorted(this.lon);
    const at = (list, share) => list[Math.min(list.length - 1, Math.floor(share * list.length))];
    const south = at(lats, 0.01), north = at(lats, 0.99), west = at(lons, 0.01), east = at(lons, 0.99);
    return this.rows.length ? { lat: (south + north) / 2, lon: (west + east) / 2, high: north - south, wide: east - west } : null;
  }

  // draws them; how many are selected, have a place, are in view, and what the marks drawn add up to
  paint(context, view, bins) {
    const { lon, lat, k, h, width, height } = view, cx = width / 2, cy = height / 2;
    const across = Math.ceil(width / CELL) + 2, down = Math.ceil(height / CELL) + 2;
    const number = new Int32Array(across * down), sx = new Float64Array(across * down), sy = new Float64Array(across * down);
    const single = [];
    let inside = 0;
    for (const row of this.rows) {
      const y = cy - (this.lat[row] - lat) * h;
      if (y < 0 || y > height) continue;
      let away = this.lon[row] - lon;
      if (away > 180) away -= 360; else if (away < -180) away += 360;
      const x = cx + away * k;
      if (x < 0 || x > width) continue;
      inside++;
      if (inside <= SINGLE) single.push(row, x, y);
      const cell = (y / CELL | 0) * across + (x / CELL | 0);
      number[cell]++; sx[cell] += x; sy[cell] += y;
    }
    const binned = bins ? inside > BINNED : inside > SINGLE;
    const sum = binned ? paintBins(context, view.ink, number, sx, sy) : this.paintSingle(context, view, single);
    return { selected: this.selected, placed: this.rows.length, inside, sum, binned };
  }

  paintSingle(context, { ink, h }, single) {
    context.strokeStyle = context.fillStyle = ink("--accent");
    for (let at = 0; at < single.length; at += 3) {
      const row = single[at], r = this.reach[row] * 100 / METRES * h, town = this.precision[row] < 2;
      if (r > 3) { context.globalAlpha = 0.12; circle(context, single[at + 1], single[at + 2], r); context.fill(); }
      context.globalAlpha = 0.8; circle(context, single[at + 1], single[at + 2], town ? 3 : Math.max(4, r));
      if (town) context.fill(); else context.stroke();
    }
    context.globalAlpha = 1;
    return single.length / 3;
  }
}

function paintBins(context, ink, number, sx, sy) {
  const accent = ink("--accent"), words = ink("--accent-ink");
  const order = [...number.keys()].filter((cell) => number[cell]).sort((a, b) => number[a] - number[b]);
  const most = Math.log1p(number[order.at(-1)] ?? 1);
  let sum = 0;
  context.font = "11px system-ui, sans-serif"; context.textAlign = "center"; context.textBaseline = "middle";
  for (const cell of order) {
    const n = number[cell], x = sx[cell] / n, y = sy[cell] / n;
    sum += n;
    context.globalAlpha = 0.78; context.fillStyle = accent; circle(context, x, y, 6 + 14 * Math.log1p(n) / most); context.fill();
    context.globalAlpha = 1; context.fillStyle = words; context.fillText(grouped(n), x, y);
  }
  return sum;
}

function circle(context, x, y, r) { context.beginPath(); context.arc(x, y, r, 0, 7); }
const told = new Intl.NumberFormat("en");
function grouped(n) { return n < 1000 ? String(n) : told.format(n); }
