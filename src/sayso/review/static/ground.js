// The ground of the map: land, coasts, borders. Drawn once, for a stretch wider than the screen, and then only moved about; drawn
// anew when the view leaves it, and sharper when the map has come to rest.

// the layer is so many times as wide and as high as the screen
const WIDER = 2;
// what lies closer to the point before than this, in pixels, would not be seen
const SEEN = 0.6;
const KINDS = ["coast", "border", "disputed"];

export class Ground {
  constructor(outline) {
    const arcs = outline.arcs.map(absolute);
    this.rings = outline.rings.map((ring) => boxed(ring.flatMap((arc, number) => {
      const points = arc < 0 ? reversed(arcs[~arc]) : arcs[arc];
      return number ? points.slice(2) : points;
    })));
    const own = outline.own.map((line) => ["disputed", line.map((part) => part / 100)]);
    const lines = [...arcs.map((arc, number) => [outline.kinds[number], arc]), ...own];
    this.lines = Object.fromEntries(KINDS.map((kind) => [kind, lines.filter(([of]) => of === kind).map(([, line]) => boxed(line))]));
    this.layer = document.createElement("canvas");
    this.at = null;
  }

  // view: lon, lat of the middle; k, h pixels a degree; width, height and ratio of the screen; ink its colours
  paint(context, view) {
    if (!this.covers(view)) this.draw(view);
    const { at, layer } = this, across = view.k / at.k, down = view.h / at.h;
    const wide = layer.width / at.ratio * across, high = layer.height / at.ratio * down;
    const x = view.width / 2 + turned(at.lon - view.lon) * view.k - wide / 2, y = view.height / 2 + (view.lat - at.lat) * view.h - high / 2;
    context.drawImage(layer, x, y, wide, high);
  }

  covers({ lon, lat, k, h, width, height, ratio, ink }) {
    const { at } = this;
    if (!at || at.ratio !== ratio || at.paper !== ink("--ground")) return false;
    const side = at.width / 2 / at.k - width / 2 / k, height_ = at.height / 2 / at.h - height / 2 / h;
    return k / at.k < 4 && Math.abs(turned(at.lon - lon)) <= side && Math.abs(at.lat - lat) <= height_;
  }

  // whether it would look better drawn anew: another scale, or near its edge
  stale({ lon, lat, k, h, width, height }) {
    const { at } = this;
    return !at || at.k !== k || at.h !== h || Math.abs(turned(at.lon - lon)) * k > width / 4 || Math.abs(at.lat - lat) * h > height / 4;
  }

  draw({ lon, lat, k, h, width, height, ratio, ink }) {
    const { layer } = this, wide = WIDER * width, high = WIDER * height;
    this.at = { lon, lat, k, h, width: wide, height: high, ratio, paper: ink("--ground") };
    layer.width = wide * ratio; layer.height = high * ratio;
    const paint = layer.getContext("2d");
    paint.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint.fillStyle = ink("--ground"); paint.fillRect(0, 0, wide, high);
    // what crosses the date line reaches beyond 180 degrees: the world beside ours has its other part
    const far = Math.max(1, Math.ceil((Math.abs(lon) + wide / 2 / k - 180) / 360));
    for (let turn = -far; turn <= far; turn++) {
      const place = { x: wide / 2 + (360 * turn - lon) * k, y: high / 2 + lat * h, k, h, wide, high };
      // fill closes each ring by itself
      paint.fillStyle = ink("--card"); paint.beginPath(); this.rings.forEach((ring) => trace(paint, ring, place)); paint.fill("evenodd");
      for (const kind of KINDS) {
        paint.strokeStyle = ink(kind === "coast" ? "--coast" : "--line-strong"); paint.lineWidth = kind === "coast" ? 0.8 : 0.7;
        paint.setLineDash(kind === "disputed" ? [5, 4] : []);
        paint.beginPath(); this.lines[kind].forEach((line) => trace(paint, line, place, true)); paint.stroke();
      }
    }
  }
}

// the line onto the canvas, if any of it lies there; a line that runs along the edge of the world is not drawn
function trace(paint, { points, west, south, east, north }, { x, y, k, h, wide, high }, seams = false) {
  if (x + east * k < 0 || x + west * k > wide || y - south * h < 0 || y - north * h > high) return;
  let lastX = NaN, lastY = NaN;
  const end = points.length - 2;
  for (let i = 0; i <= end; i += 2) {
    const px = x + points[i] * k, py = y - points[i + 1] * h;
    if (i && i < end && Math.abs(px - lastX) + Math.abs(py - lastY) < SEEN) continue;
    const seam = seams && i && onEdge(points[i]) && onEdge(points[i - 2]);
    if (i && !seam) paint.lineTo(px, py); else paint.moveTo(px, py);
    lastX = px; lastY = py;
  }
}

const onEdge = (lon) => Math.abs(Math.abs(lon) - 180) < 0.1;

// the line on from where it crosses the date line, not back across the world; one that goes round a pole stays as it is
function unrolled(points) {
  const out = points.slice();
  for (let i = 2; i < out.length; i += 2) out[i] = out[i - 2] + turned(points[i] - points[i - 2]);
  return Math.abs(out.at(-2) - out[0] - (points.at(-2) - points[0])) < 1 ? out : points;
}

function boxed(line) {
  const points = unrolled(line);
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (let i = 0; i < points.length; i += 2) {
    west = Math.min(west, points[i]); east = Math.max(east, points[i]);
    south = Math.min(south, points[i + 1]); north = Math.max(north, points[i + 1]);
  }
  return { points: Float32Array.from(points), west, south, east, north };
}
export function turned(away) { return away - Math.round(away / 360) * 360; }
function absolute(steps) { const out = new Array(steps.length); let x = 0, y = 0; for (let i = 0; i < steps.length; i += 2) { x += steps[i]; y += steps[i + 1]; out[i] = x / 100; out[i + 1] = y / 100; } return out; }
function reversed(line) { const out = []; for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i], line[i + 1]); return out; }
