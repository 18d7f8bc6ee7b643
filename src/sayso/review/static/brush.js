// The explorer's brush: two handles for the days, and a stretch drawn on the map, by pointer or by sliders. It sets the fields
// of the form, so that each state is an address like any other choice.
import "./explore.js";
import { tell } from "./desk.js";

const DAY = 86400000;
const form = document.getElementById("filters"), bar = document.getElementById("brush"), world = document.getElementById("world");
const from = document.getElementById("brush-from"), to = document.getElementById("brush-to"), told = document.getElementById("brush-days");
const first = Date.parse(`${bar.dataset.first}T00:00Z`), last = Date.parse(`${bar.dataset.last}T00:00Z`);
const iso = (day) => new Date(first + day * DAY).toISOString().slice(0, 10);
const dated = Number.isFinite(first) && last > first;
bar.hidden = false;
bar.querySelector(".handles").hidden = told.hidden = !dated;

// the days
const most = dated ? Math.round((last - first) / DAY) : 0;
from.max = to.max = most;
const within = (text, otherwise) => (text ? Math.max(0, Math.min(most, Math.round((Date.parse(`${text}T00:00Z`) - first) / DAY))) : otherwise);
function sync() {
  if (!dated || choosing) return;
  from.value = within(form.elements.from.value, 0); to.value = within(form.elements.to.value, most);
  say();
}
function say() {
  from.setAttribute("aria-valuetext", iso(Number(from.value))); to.setAttribute("aria-valuetext", iso(Number(to.value)));
  told.textContent = `${iso(Number(from.value))} to ${iso(Number(to.value))}`;
  bar.style.setProperty("--from", `${100 * from.value / most}%`); bar.style.setProperty("--to", `${100 * to.value / most}%`);
}
let choosing;
function choose() {
  clearTimeout(choosing);
  choosing = setTimeout(() => {
    choosing = undefined;
    form.elements.from.value = Number(from.value) > 0 ? iso(Number(from.value)) : "";
    form.elements.to.value = Number(to.value) < most ? iso(Number(to.value)) : "";
    form.dispatchEvent(new Event("change"));
  }, 150);
}
for (const handle of [from, to]) {
  handle.addEventListener("input", () => {
    if (Number(from.value) > Number(to.value)) { if (handle === from) from.value = to.value; else to.value = from.value; }
    say();
  });
  handle.addEventListener("change", choose);
}
if (dated) { sync(); new MutationObserver(sync).observe(document.querySelector(".explore-main"), { childList: true }); }

// the stretch of map
const toggle = document.getElementById("brush-map"), sides = document.getElementById("brush-edges");
const edge = Object.fromEntries(["west", "east", "north", "south"].map((name) => [name, document.getElementById(`edge-${name}`)]));
const sheet = document.createElement("div"), frame = sheet.appendChild(document.createElement("div"));
sheet.className = "sheet"; frame.className = "stretch"; sheet.hidden = true; world.append(sheet);
function place() {
  const canvas = world.querySelector("canvas");
  if (canvas) sheet.style.height = `${canvas.clientHeight}px`;
  const at = (name) => Number(edge[name].value);
  frame.style.left = `${Math.min(at("west"), at("east"))}%`; frame.style.width = `${Math.abs(at("east") - at("west"))}%`;
  frame.style.top = `${Math.min(at("north"), at("south"))}%`; frame.style.height = `${Math.abs(at("south") - at("north"))}%`;
}
function open(on) { sheet.hidden = sides.hidden = !on; toggle.setAttribute("aria-pressed", on ? "true" : "false"); if (on) { place(); tell("Draw on the map, or move the four edges."); } }
toggle.addEventListener("click", () => open(sheet.hidden));
for (const one of Object.values(edge)) one.addEventListener("input", place);
// after the map has taken its new size
addEventListener("resize", () => requestAnimationFrame(() => { if (!sheet.hidden) place(); }));
let start;
const share = (event) => { const box = sheet.getBoundingClientRect(); return [100 * (event.clientX - box.left) / box.width, 100 * (event.clientY - box.top) / box.height]; };
sheet.addEventListener("pointerdown", (event) => { start = share(event); sheet.setPointerCapture(event.pointerId); });
sheet.addEventListener("pointermove", (event) => {
  if (!start) return;
  const here = share(event);
  [edge.west.value, edge.east.value] = [Math.min(start[0], here[0]), Math.max(start[0], here[0])];
  [edge.north.value, edge.south.value] = [Math.min(start[1], here[1]), Math.max(start[1], here[1])];
  place();
});
sheet.addEventListener("pointerup", () => { start = undefined; });
sheet.addEventListener("pointercancel", () => { start = undefined; });
document.getElementById("brush-take").addEventListener("click", () => {
  const map = window.deskMap, at = (name) => Number(edge[name].value) / 100;
  const [west, north] = map.place(Math.min(at("west"), at("east")) * map.width, Math.min(at("north"), at("south")) * map.height);
  const [east, south] = map.place(Math.max(at("west"), at("east")) * map.width, Math.max(at("north"), at("south")) * map.height);
  let box = form.querySelector("input[name=box]");
  if (!box) { box = document.createElement("input"); box.type = "hidden"; box.name = "box"; form.append(box); }
  box.value = [west, south, east, north].map((side) => side.toFixed(3)).join(",");
  open(false); toggle.focus();
  form.dispatchEvent(new Event("change"));
});
