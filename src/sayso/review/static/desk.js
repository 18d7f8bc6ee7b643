// Every page: keys, the palette, moving through rows, and telling what happened. Without this file all of it works by links and buttons.
import { Keys } from "./keys.js";

const page = document.body.dataset.page;
const say = document.getElementById("say");
let quiet;

export function tell(words) {
  clearTimeout(quiet);
  say.textContent = words;
  quiet = setTimeout(() => { say.textContent = ""; }, 4000);
}

export const keys = new Keys(tell);

const rows = () => [...document.querySelectorAll("[data-row]")];
function move(step) {
  const all = rows();
  if (!all.length) return tell("No rows here.");
  const at = all.findIndex((row) => row.classList.contains("current"));
  const next = Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step));
  if (at === next && at >= 0) {
    const link = document.querySelector(step > 0 ? ".pager [rel=next]" : ".pager [rel=prev]");
    if (link) return link.click();
    return tell(step > 0 ? "That was the last." : "That was the first.");
  }
  all[at]?.classList.remove("current");
  all[next].classList.add("current");
  const target = all[next].querySelector("h2 a, th a, a") || all[next];
  target.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

const go = (path) => () => { location.href = path; };
keys.on("everywhere", {
  help: go("/keys"),
  search: () => document.querySelector("[data-search]")?.focus() ?? tell("Nothing to search here."),
  palette: () => palette(),
  "go-inbox": go("/inbox"), "go-queue": go("/queue"), "go-incidents": go("/incidents"), "go-map": go("/explore"),
  "go-exports": go("/exports"), "go-log": go("/log"), "go-add": go("/add"),
  next: () => move(1), previous: () => move(-1),
  undo: () => undo(),
  back: () => { if (document.activeElement?.matches("input,textarea,select")) document.activeElement.blur(); else if (history.length > 1) history.back(); },
});

export async function send(path, fields) {
  // what the desk answers: its status, its address and its words; an error if it cannot be reached
  const answer = await fetch(path, {
    method: "POST", body: fields instanceof FormData ? new URLSearchParams([...fields]) : new URLSearchParams(fields),
    headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store",
  });
  return { status: answer.status, facts: await answer.json() };
}

export async function load(path) {
  // a page of this desk as a document, to take parts from
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  return { status: answer.status, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

async function undo() {
  try {
    const { status, facts } = await send("/undo", {});
    if (status !== 200) return tell(facts.error);
    const made = facts.stored;
    tell(`Taken back: ${made.verdict.replace("_", " ")}`);
    if (window.deskUndone) return window.deskUndone(facts);
    location.href = facts.next;
  } catch { tell("Not taken back: the desk does not answer."); }
}

function palette() {
  const box = document.createElement("dialog");
  box.setAttribute("aria-label", "Acts and pages");
  const field = box.appendChild(document.createElement("input"));
  field.type = "search"; field.placeholder = "What do you want to do?"; field.setAttribute("aria-label", "Act or page");
  const list = box.appendChild(document.createElement("ul"));
  list.className = "palette-list"; list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "Acts");
  const acts = keys.available();
  let chosen = 0, shown = [];
  const draw = () => {
    shown = acts.filter((one) => one.what.toLowerCase().includes(field.value.toLowerCase()));
    chosen = Math.min(chosen, Math.max(0, shown.length - 1));
    list.replaceChildren(...shown.map((one, at) => {
      const button = document.createElement("button");
      button.type = "button"; button.setAttribute("role", "option"); button.setAttribute("aria-selected", at === chosen ? "true" : "false");
      button.append(one.what); const key = document.createElement("kbd"); key.textContent = one.key; button.append(key);
      button.addEventListener("click", () => { box.close(); one.run(); });
      const item = document.createElement("li"); item.setAttribute("role", "presentation"); item.append(button); return item;
    }));
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { chosen += event.key === "ArrowDown" ? 1 : -1; chosen = Math.max(0, Math.min(chosen, shown.length - 1)); draw(); event.preventDefault(); }
    if (event.key === "Enter" && shown[chosen]) { event.preventDefault(); box.close(); shown[chosen].run(); }
  });
  box.addEventListener("close", () => box.remove());
  document.body.append(box); draw(); box.showModal(); field.focus();
}

// whether the desk still answers, and decisions that could not be stored yet
const state = document.getElementById("connection");
export function connection(kind, words) {
  if (!state) return;
  state.className = kind; state.textContent = words;
}

// a file dropped anywhere goes to the form for new reports
const drop = document.getElementById("drop");
if (drop) {
  const over = (on) => (event) => { event.preventDefault(); drop.classList.toggle("over", on); };
  document.addEventListener("dragover", over(true)); document.addEventListener("dragleave", over(false));
  document.addEventListener("drop", async (event) => {
    event.preventDefault(); drop.classList.remove("over");
    const form = new FormData();
    for (const file of event.dataTransfer.files) form.append("file", file);
    const text = event.dataTransfer.getData("text/plain");
    if (!event.dataTransfer.files.length && text) form.append(/^https?:\/\/\S+$/.test(text) ? "address" : "text", text);
    if (![...form.keys()].length) return tell("Nothing to read was dropped.");
    const answer = await fetch("/add", { method: "POST", body: form, headers: { Accept: "application/json" } });
    const facts = await answer.json();
    if (answer.ok) location.href = facts.next; else tell(facts.error);
  });
}

if (page === "enter") { const form = document.getElementById("enter"); if (form.elements.token?.value && location.search.includes("token=")) form.submit(); }
const parts = { job: "./job.js", queue: "./queue.js", report: "./reader.js", mark: "./mark.js", incident: "./reader.js", explore: "./brush.js", keys: "./choose_keys.js" };
const ready = () => { document.body.dataset.ready = "yes"; };
// not awaited here: those files wait for this one
if (page in parts) import(parts[page]).then(ready); else ready();
