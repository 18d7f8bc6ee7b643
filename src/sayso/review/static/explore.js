// The explorer's map: every incident of the selection, as bins with their number, or one by one when few are in view.
// The server decides what is selected (one bit an incident); this file only draws it.
import { keys, tell, load } from "./desk.js";

const CELL = 44, SINGLE = 2000, LIMIT = 85;
const world = document.getElementById("world");
const canvas = document.createElement("canvas");
const paint = canvas.getContext("2d");
const map = { lon: 0, lat: 10, scale: 0, bins: true, points: null, outline: null, mask: null, waiting: false, drawn: null };
window.deskMap = map;

const style = () => {
  const of = getComputedStyle(document.documentElement);
  return (name) => of.getPropertyValue(name).trim();
};

async function begin() {
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Map of the selection; arrows move it, plus and minus zoom; the table below has the same incidents");
  world.querySelector("img").replaceWith(canvas);
  world.append(buttons());
  fit();
  readHash();
  const [points, outline] = await Promise.all([
    fetch("/explore/points", { cache: "no-store" }).then((answer) => answer.arrayBuffer()),
    fetch("/explore/world.json", { cache: "no-store" }).then((answer) => answer.json()),
    select(location.search.slice(1), false),
  ]);
  map.points = columns(points); map.outline = shapes(outline);
  if (!location.hash) frame();
  draw(); performance.mark("map-drawn");
}

// the stretch of the world that holds nearly all of the selection; the whole of it when that is most of the world
function frame() {
  const { count, lat, lon } = map.points, lats = [], lons = [];
  for (let i = 0; i < count; i++) if (map.mask[i >> 3] >> (i & 7) & 1 && !Number.isNaN(lat[i])) { lats.push(lat[i]); lons.push(lon[i]); }
  if (!lats.length) return;
  lats.sort((a, b) => a - b); lons.sort((a, b) => a - b);
  const at = (list, share) => list[Math.min(list.length - 1, Math.floor(share * list.length))];
  const south = at(lats, 0.01), north = at(lats, 0.99), west = at(lons, 0.01), east = at(lons, 0.99);
  if (east - west > 200) return;
  map.lat = (south + north) / 2; map.lon = (west + east) / 2;
  map.scale = Math.max(map.width / 360, Math.min(400, 0.8 * map.height / Math.max(2, north - south), 0.8 * map.width / Math.max(3, east - west)));
}

function columns(buffer) {
  const count = new DataView(buffer).getUint32(0, true);
  let at = 4;
  const take = (Kind, bytes) => { const part = new Kind(buffer.slice(at, at + bytes * count)); at += bytes * count; return part; };
  const lat16 = take(Int16Array, 2), lon16 = take(Int16Array, 2), reach = take(Uint16Array, 2), precision = take(Uint8Array, 1);
  const lat = new Float32Array(count), lon = new Float32Array(count);
  for (let i = 0; i < count; i++) { lat[i] = lat16[i] === -32768 ? NaN : lat16[i] / 32767 * 90; lon[i] = lon16[i] / 32767 * 180; }
  return { count, lat, lon, reach, precision };
}

function shapes(outline) {
  const arcs = outline.arcs.map(absolute);
  const rings = outline.rings.map((ring) => ring.flatMap((arc, number) => {
    const points = arc < 0 ? reversed(arcs[~arc]) : arcs[arc];
    return number ? points.slice(2) : points;
  }));
  const lines = [...arcs.map((arc, number) => [outline.kinds[number], arc]), ...outline.own.map((line) => ["disputed", line.map((part) => part / 100)])];
  return { rings, lines };
}
function absolute(steps) { const out = new Array(steps.length); let x = 0, y = 0; for (let i = 0; i < steps.length; i += 2) { x += steps[i]; y += steps[i + 1]; out[i] = x / 100; out[i + 1] = y / 100; } return out; }
function reversed(line) { const out = []; for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i], line[i + 1]); return out; }

function fit() {
  const width = Math.max(280, world.clientWidth), height = Math.round(Math.min(width * 0.52, innerHeight * 0.62));
  const ratio = Math.min(2, devicePixelRatio || 1);
  canvas.width = width * ratio; canvas.height = height * ratio;
  canvas.style.height = `${height}px`;
  paint.setTransform(ratio, 0, 0, ratio, 0, 0);
  map.width = width; map.height = height;
  if (!map.scale) map.scale = width / 360;
}

const flat = () => Math.max(0.15, Math.cos(map.lat * Math.PI / 180));
const zoomed = () => Math.min(1, Math.max(0, (map.scale / (map.width / 360) - 2) / 6));
const wide = () => 1 - zoomed() * (1 - flat());
const turn = (lon) => { let away = lon - map.lon; away -= Math.round(away / 360) * 360; return away; };

function draw() {
  map.waiting = false;
  if (!map.points || !map.outline || !map.mask) return;
  const ink = style(), k = map.scale * wide(), h = map.scale, cx = map.width / 2, cy = map.height / 2;
  paint.clearRect(0, 0, map.width, map.height);
  paint.fillStyle = ink("--ground"); paint.fillRect(0, 0, map.width, map.height);
  const turns = Math.abs(map.lon) + cx / k > 180 ? [-360, 0, 360] : [0];
  for (const by of turns) {
    const X = (lon) => cx + (lon + by - map.lon) * k, Y = (lat) => cy - (lat - map.lat) * h;
    paint.fillStyle = ink("--card"); paint.beginPath();
    for (const ring of map.outline.rings) { for (let i = 0; i < ring.length; i += 2) { if (i) paint.lineTo(X(ring[i]), Y(ring[i + 1])); else paint.moveTo(X(ring[i]), Y(ring[i + 1])); } paint.closePath(); }
    paint.fill("evenodd");
    for (const kind of ["coast", "border", "disputed"]) {
      paint.strokeStyle = ink(kind === "coast" ? "--coast" : "--line-strong"); paint.lineWidth = kind === "coast" ? 0.8 : 0.7;
      paint.setLineDash(kind === "disputed" ? [5, 4] : []); paint.beginPath();
      for (const [of, line] of map.outline.lines) {
        if (of !== kind) continue;
        for (let i = 0; i < line.length; i += 2) {
          const seam = i && Math.abs(line[i]) > 179.9 && Math.abs(line[i - 2]) > 179.9;
          if (i && !seam) paint.lineTo(X(line[i]), Y(line[i + 1])); else paint.moveTo(X(line[i]), Y(line[i + 1]));
        }
      }
      paint.stroke();
    }
  }
  paint.setLineDash([]);
  marks(ink, k, h, cx, cy);
}

function marks(ink, k, h, cx, cy) {
  const { count, lat, lon } = map.points;
  const across = Math.ceil(map.width / CELL) + 2, down = Math.ceil(map.height / CELL) + 2;
  const number = new Int32Array(across * down), sx = new Float64Array(across * down), sy = new Float64Array(across * down);
  let inside = 0, selected = 0, placed = 0;
  const shown = [];
  for (let i = 0; i < count; i++) {
    if (!(map.mask[i >> 3] >> (i & 7) & 1)) continue;
    selected++;
    const y0 = lat[i];
    if (Number.isNaN(y0)) continue;
    placed++;
    const x = cx + turn(lon[i]) * k, y = cy - (y0 - map.lat) * h;
    if (x < 0 || y < 0 || x > map.width || y > map.height) continue;
    inside++;
    if (inside <= SINGLE) shown.push(i, x, y);
    const cell = (y / CELL | 0) * across + (x / CELL | 0);
    number[cell]++; sx[cell] += x; sy[cell] += y;
  }
  const binned = map.bins ? inside > 200 : inside > SINGLE;
  let sum = 0, most = 1;
  for (const n of number) if (n > most) most = n;
  if (binned) {
    paint.font = "11px system-ui, sans-serif"; paint.textAlign = "center"; paint.textBaseline = "middle";
    const order = [...number.keys()].filter((cell) => number[cell]).sort((a, b) => number[a] - number[b]);
    for (const cell of order) {
      const n = number[cell], r = 6 + 14 * Math.log1p(n) / Math.log1p(most);
      sum += n;
      paint.globalAlpha = 0.78; paint.fillStyle = ink("--accent"); paint.beginPath(); paint.arc(sx[cell] / n, sy[cell] / n, r, 0, 7); paint.fill();
      paint.globalAlpha = 1; paint.fillStyle = ink("--accent-ink"); paint.fillText(n.toLocaleString("en"), sx[cell] / n, sy[cell] / n);
    }
  } else {
    paint.strokeStyle = ink("--accent"); paint.fillStyle = ink("--accent");
    for (let s = 0; s < shown.length; s += 3) {
      const i = shown[s], r = map.points.reach[i] * 100 / 111195 * h, town = map.points.precision[i] < 2;
      paint.globalAlpha = 0.12; if (r > 3) { paint.beginPath(); paint.arc(shown[s + 1], shown[s + 2], r, 0, 7); paint.fill(); }
      paint.globalAlpha = 0.8; paint.beginPath(); paint.arc(shown[s + 1], shown[s + 2], town ? 3 : Math.max(4, r), 0, 7);
      if (town) paint.fill(); else paint.stroke();
    }
    paint.globalAlpha = 1; sum = shown.length / 3;
  }
  map.drawn = { selected, placed, inside, sum, binned };
}

function soon() { if (!map.waiting) { map.waiting = true; requestAnimationFrame(draw); } }
function moved() { soon(); clearTimeout(moved.timer); moved.timer = setTimeout(() => history.replaceState(null, "", `#map=${map.lat.toFixed(3)},${map.lon.toFixed(3)},${map.scale.toFixed(3)}${map.bins ? "" : ",points"}`), 200); }
function readHash() {
  const found = /^#map=(-?[\d.]+),(-?[\d.]+),([\d.]+)(,points)?$/.exec(location.hash);
  if (found) { map.lat = Number(found[1]); map.lon = Number(found[2]); map.scale = Number(found[3]); map.bins = !found[4]; }
}
function pan(x, y) { map.lon += x / (map.scale * wide()); map.lon -= Math.round(map.lon / 360) * 360; map.lat = Math.max(-LIMIT, Math.min(LIMIT, map.lat + y / map.scale)); moved(); }
function zoom(by, x = map.width / 2, y = map.height / 2) {
  const lon = map.lon + (x - map.width / 2) / (map.scale * wide()), lat = map.lat - (y - map.height / 2) / map.scale;
  map.scale = Math.max(map.width / 360, Math.min(4000, map.scale * by));
  map.lon = lon - (x - map.width / 2) / (map.scale * wide()); map.lat = Math.max(-LIMIT, Math.min(LIMIT, lat + (y - map.height / 2) / map.scale)); moved();
}
function all() { map.lon = 0; map.lat = 10; map.scale = map.width / 360; moved(); }
function swap() { map.bins = !map.bins; tell(map.bins ? "Bins." : "Points, where fewer than 2,000 are in view."); moved(); }

function buttons() {
  const box = document.createElement("div"); box.className = "map-buttons";
  for (const [words, label, run] of [["+", "nearer", () => zoom(1.6)], ["−", "further", () => zoom(1 / 1.6)], ["0", "everything", all], ["b", "bins or points", swap], ["▭", "only what is on the map", stretch]]) {
    const button = document.createElement("button"); button.type = "button"; button.textContent = words; button.title = label; button.setAttribute("aria-label", label); button.addEventListener("click", run); box.append(button);
  }
  return box;
}
function stretch() {
  const w = map.width / 2 / (map.scale * wide()), h = map.height / 2 / map.scale;
  const turned = (lon) => ((lon + 540) % 360) - 180;
  const box = [w >= 180 ? -180 : turned(map.lon - w), Math.max(-90, map.lat - h), w >= 180 ? 180 : turned(map.lon + w), Math.min(90, map.lat + h)].map((side) => side.toFixed(3)).join(",");
  const asked = new URLSearchParams(query()); asked.set("box", box); select(asked.toString(), true);
}

let last;
canvas.addEventListener("pointerdown", (event) => { last = [event.clientX, event.clientY]; canvas.setPointerCapture(event.pointerId); });
canvas.addEventListener("pointermove", (event) => { if (!last) return; pan(last[0] - event.clientX, event.clientY - last[1]); last = [event.clientX, event.clientY]; });
canvas.addEventListener("pointerup", () => { last = undefined; });
canvas.addEventListener("dblclick", (event) => zoom(2, event.offsetX, event.offsetY));
canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.25 : 0.8, event.offsetX, event.offsetY); }, { passive: false });
canvas.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
  if (step) { event.preventDefault(); pan(...step); }
});
addEventListener("resize", () => { fit(); soon(); });

// what is selected: the server's answer replaces counts, bars, table; the mask says which incidents to draw
const form = document.getElementById("filters");
const query = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
let turnNumber = 0;
export async function select(asked, replace) {
  const mine = ++turnNumber, began = performance.now();
  const plain = asked.split("&").filter((part) => part && !part.startsWith("mask=")).join("&");
  const { status, page } = await load(`/explore?${plain}${plain ? "&" : ""}mask=1`);
  if (mine !== turnNumber) return;
  if (status !== 200) return tell(page.querySelector(".alarm")?.textContent || "That could not be shown.");
  for (const id of replace ? ["selection", "under", "facets"] : []) {
    const open = [...document.querySelectorAll(`#${id} details`)].map((one) => one.open);
    const fresh = document.importNode(page.getElementById(id), true);
    const focused = document.activeElement?.closest(`#${id}`) ? [document.activeElement.name, document.activeElement.value] : null;
    document.getElementById(id).replaceWith(fresh);
    fresh.querySelectorAll("details").forEach((one, at) => { if (at in open) one.open = open[at]; });
    if (focused) [...fresh.querySelectorAll("input")].find((one) => one.name === focused[0] && one.value === focused[1])?.focus();
  }
  const bits = atob(page.getElementById("selection").dataset.mask);
  map.mask = Uint8Array.from(bits, (sign) => sign.charCodeAt(0));
  if (replace) {
    const box = page.querySelector("input[name=box]"), had = form.querySelector("input[name=box]");
    had?.remove(); if (box) form.append(document.importNode(box, true));
    history.replaceState(null, "", `/explore?${plain}${location.hash}`);
    tell(document.getElementById("counts").textContent.split("·")[0].trim());
  }
  draw(); map.took = performance.now() - began;
}
form.addEventListener("change", () => select(query(), true));
form.addEventListener("submit", (event) => { event.preventDefault(); select(query(), true); });

function shift(by) {
  const from = form.elements.from, to = form.elements.to;
  if (!from.value && !to.value) return tell("Choose days first, then , and . move them.");
  for (const field of [from, to]) if (field.value) { const day = new Date(`${field.value}T00:00Z`); day.setUTCDate(day.getUTCDate() + by); field.value = day.toISOString().slice(0, 10); }
  select(query(), true);
}
keys.on("map", { "zoom-in": () => zoom(1.6), "zoom-out": () => zoom(1 / 1.6), "zoom-all": all, bins: swap, earlier: () => shift(-1), later: () => shift(1), clear: () => { location.href = "/explore"; } });
begin();
