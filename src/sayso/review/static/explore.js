// The explorer's map and its selection. The server decides what is selected (one bit an incident); this file asks and moves the map.
import { keys, tell, load } from "./desk.js";
import { Ground, turned } from "./ground.js";
import { Marks } from "./marks.js";

const LIMIT = 85;
// the ground is drawn sharp when the map has rested so long
const REST_MS = 150;
const world = document.getElementById("world");
const canvas = document.createElement("canvas");
const paint = canvas.getContext("2d");
const map = { lon: 0, lat: 10, scale: 0, bins: true, ground: null, marks: null, waiting: false, drawn: null };
window.deskMap = map;

async function begin() {
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Map of the selection; arrows move it, plus and minus zoom; the table below has the same incidents");
  world.prepend(canvas);
  world.append(buttons());
  fit();
  readHash();
  const [points, outline] = await Promise.all([
    fetch("/explore/points", { cache: "no-store" }).then((answer) => answer.arrayBuffer()),
    fetch("/explore/world.json", { cache: "no-store" }).then((answer) => answer.json()),
  ]);
  map.marks = new Marks(points); map.ground = new Ground(outline);
  choose(document);
  if (!location.hash) frame();
  draw(); performance.mark("map-drawn");
}

// the stretch of the world that holds nearly all of the selection; the whole of it when that is most of the world
function frame() {
  const found = map.marks.stretch();
  if (!found || found.wide > 200) return;
  map.lat = found.lat; map.lon = found.lon;
  map.scale = Math.max(map.width / 360, Math.min(400, 0.8 * map.height / Math.max(2, found.high), 0.8 * map.width / Math.max(3, found.wide)));
}

function fit() {
  const width = Math.max(280, world.clientWidth), height = Math.round(Math.min(width * 0.52, innerHeight * 0.62));
  map.ratio = Math.min(2, devicePixelRatio || 1);
  canvas.width = width * map.ratio; canvas.height = height * map.ratio;
  canvas.style.height = `${height}px`;
  paint.setTransform(map.ratio, 0, 0, map.ratio, 0, 0);
  map.width = width; map.height = height;
  if (!map.scale) map.scale = width / 360;
}

const flat = () => Math.max(0.15, Math.cos(map.lat * Math.PI / 180));
const zoomed = () => Math.min(1, Math.max(0, (map.scale / (map.width / 360) - 2) / 6));
const wide = () => 1 - zoomed() * (1 - flat());
function seen() {
  const of = getComputedStyle(document.documentElement), { lon, lat, scale, width, height, ratio } = map;
  return { lon, lat, k: scale * wide(), h: scale, width, height, ratio, ink: (name) => of.getPropertyValue(name).trim() };
}

function draw() {
  map.waiting = false;
  if (!map.ground) return;
  const view = seen();
  map.ground.paint(paint, view);
  map.drawn = map.marks.paint(paint, view, map.bins);
  clearTimeout(draw.timer);
  if (map.ground.stale(view)) draw.timer = setTimeout(() => { map.ground.draw(seen()); draw(); }, REST_MS);
}

function soon() { if (!map.waiting) { map.waiting = true; requestAnimationFrame(draw); } }
function moved() { soon(); clearTimeout(moved.timer); moved.timer = setTimeout(() => history.replaceState(null, "", `#map=${map.lat.toFixed(3)},${map.lon.toFixed(3)},${map.scale.toFixed(3)}${map.bins ? "" : ",points"}`), 200); }
function readHash() {
  const found = /^#map=(-?[\d.]+),(-?[\d.]+),([\d.]+)(,points)?$/.exec(location.hash);
  if (found) { map.lat = Number(found[1]); map.lon = Number(found[2]); map.scale = Number(found[3]); map.bins = !found[4]; }
}
function pan(x, y) { map.lon += x / (map.scale * wide()); map.lon = turned(map.lon); map.lat = Math.max(-LIMIT, Math.min(LIMIT, map.lat + y / map.scale)); moved(); }
function zoom(by, x = map.width / 2, y = map.height / 2) {
  const lon = map.lon + (x - map.width / 2) / (map.scale * wide()), lat = map.lat - (y - map.height / 2) / map.scale;
  map.scale = Math.max(map.width / 360, Math.min(4000, map.scale * by));
  map.lon = lon - (x - map.width / 2) / (map.scale * wide()); map.lat = Math.max(-LIMIT, Math.min(LIMIT, lat + (y - map.height / 2) / map.scale)); moved();
}
// the place under a point of the picture, for whoever draws on it
map.place = (x, y) => [turned(map.lon + (x - map.width / 2) / (map.scale * wide())), Math.max(-90, Math.min(90, map.lat - (y - map.height / 2) / map.scale))];
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
  const box = [w >= 180 ? -180 : turned(map.lon - w), Math.max(-90, map.lat - h), w >= 180 ? 180 : turned(map.lon + w), Math.min(90, map.lat + h)].map((side) => side.toFixed(3)).join(",");
  const asked = new URLSearchParams(query()); asked.set("box", box); select(asked.toString());
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
async function select(asked) {
  const mine = ++turnNumber, began = performance.now();
  const { status, page } = await load(`/explore?${asked}`);
  if (mine !== turnNumber) return;
  if (status !== 200) return tell(page.querySelector(".alarm")?.textContent || "That could not be shown.");
  take(page); choose(page);
  const box = page.querySelector("input[name=box]");
  form.querySelector("input[name=box]")?.remove(); if (box) form.append(document.importNode(box, true));
  history.replaceState(null, "", `/explore?${asked}${location.hash}`);
  tell(document.getElementById("counts").textContent.split("·")[0].trim());
  draw();
  // taken is what it took until it stood on the screen
  requestAnimationFrame(() => setTimeout(() => { map.took = performance.now() - began; }));
}

// which incidents the page's answer selects
function choose(page) {
  if (!map.marks) return;
  const bits = atob(page.getElementById("selection").dataset.mask);
  map.marks.select(Uint8Array.from(bits, (sign) => sign.charCodeAt(0)));
}

// the new counts, bars and table; boxes to tick stay where they are, with what is focused, unless there are others now
function take(page) {
  for (const id of ["selection", "under"]) document.getElementById(id).replaceWith(document.importNode(page.getElementById(id), true));
  const old = document.getElementById("facets"), fresh = page.getElementById("facets");
  const boxes = (of) => [...of.querySelectorAll("input")], had = boxes(old), has = boxes(fresh);
  const same = (box, at) => box.name === had[at].name && box.value === had[at].value;
  if (has.length === had.length && has.every(same)) {
    has.forEach((box, at) => {
      const count = (one) => one.closest("li").lastElementChild, told = count(box).textContent;
      had[at].checked = box.checked;
      if (count(had[at]).textContent !== told) count(had[at]).textContent = told;
    });
    return;
  }
  const open = [...old.querySelectorAll("details")].map((one) => [one.dataset.name, one.open]);
  const focused = old.contains(document.activeElement) && document.activeElement;
  old.replaceWith(document.importNode(fresh, true));
  for (const [name, is] of open) { const one = document.querySelector(`#facets details[data-name="${name}"]`); if (one) one.open = is; }
  if (focused) boxes(document.getElementById("facets")).find((box) => box.name === focused.name && box.value === focused.value)?.focus();
}
form.addEventListener("change", () => select(query()));
form.addEventListener("submit", (event) => { event.preventDefault(); select(query()); });

function shift(by) {
  const from = form.elements.from, to = form.elements.to;
  if (!from.value && !to.value) return tell("Choose days first, then , and . move them.");
  for (const field of [from, to]) if (field.value) { const day = new Date(`${field.value}T00:00Z`); day.setUTCDate(day.getUTCDate() + by); field.value = day.toISOString().slice(0, 10); }
  select(query());
}
keys.on("map", { "zoom-in": () => zoom(1.6), "zoom-out": () => zoom(1 / 1.6), "zoom-all": all, bins: swap, earlier: () => shift(-1), later: () => shift(1), clear: () => { location.href = "/explore"; } });
begin();
