// The queue: one key decides and goes on. A decision carries the item and version that were on the screen when the key went
// down; key repeat never decides; an item stays a moment before it can be decided; accept waits until the quote was seen.
import { keys, tell, send, load, connection } from "./desk.js";

const STAY_MS = 150;
const PENDING = "sayso-pending";
let shownAt = performance.now();
let seen = false;
let busy = false;
let watcher;

const item = () => document.getElementById("item");
const idOf = (one) => one?.dataset.item || "";

function begin() {
  shownAt = performance.now(); seen = false;
  watcher?.disconnect();
  const quote = document.querySelector("#quote .quote");
  if (!quote) { seen = true; return; }
  watcher = new IntersectionObserver((entries) => {
    if (entries.some((one) => one.isIntersecting && (one.intersectionRatio > 0.5 || one.intersectionRect.height > innerHeight * 0.3))) seen = true;
  }, { threshold: [0, 0.25, 0.5, 0.75, 1] });
  watcher.observe(quote);
}

async function decide(verdict, why, event) {
  const one = item();
  if (!idOf(one)) return tell("Nothing waits for you.");
  if (event?.repeat) return;
  if (busy || performance.now() - shownAt < STAY_MS) return;
  if (verdict === "accept" && !seen) { document.querySelector("#quote .quote")?.scrollIntoView({ block: "center" }); return tell("Look at the quote first, then accept."); }
  const form = one.querySelector("form.decide");
  if (!form.querySelector(`[value="${verdict}"]`)) return tell("That is no decision about this item.");
  const fields = new FormData(form);
  fields.set("verdict", verdict);
  if (why !== undefined) fields.set("why", why);
  busy = true; connection("waiting", "storing …");
  try {
    await store(fields);
  } catch {
    keep(fields); connection("lost", "not stored yet"); busy = false; retrySoon();
  }
}

async function store(fields) {
  const { status, facts } = await send("/decide", fields);
  if (status === 200) {
    forget(); connection("ok", "stored");
    tell(`${facts.stored.verdict.replace("_", " ")}: stored as entry ${facts.stored.entry}`);
    await show(facts.next);
  } else {
    forget(); connection("ok", "stored");
    refused(facts); busy = false;
  }
}

function refused(facts) {
  tell(facts.error);
  const one = item();
  if (!facts.since) return;
  const box = document.createElement("div");
  box.className = "alarm"; box.setAttribute("role", "alert"); box.append(facts.error);
  const list = box.appendChild(document.createElement("ul"));
  for (const made of facts.since) { const row = list.appendChild(document.createElement("li")); row.textContent = `${made.verdict.replace("_", " ")} by ${made.by}: ${made.why}`; }
  for (const one of facts.changes || []) { const row = list.appendChild(document.createElement("li")); row.append(`${one.field}: `, ...one.pieces.map(differing)); }
  const again = box.appendChild(document.createElement("a"));
  again.href = `/queue/${facts.item}`; again.textContent = "Look at it again";
  one.prepend(box); one.dataset.item = "";
  const on = box.appendChild(document.createElement("a")); on.href = "/queue"; on.textContent = " Go on"; on.className = "goes-on";
}

// what is gone and what is new, told in words too
function differing(piece) {
  if (piece.how === "same") return piece.text;
  const part = document.createElement(piece.how === "gone" ? "del" : "ins"), told = document.createElement("span");
  told.className = "sr"; told.textContent = `${piece.how}: `;
  part.append(told, piece.text);
  return part;
}

async function show(path) {
  const { page } = await load(path);
  const fresh = page.getElementById("desk-item");
  // what was taken back stands on another page: its report, its incident
  if (!fresh) { location.href = path; return; }
  document.getElementById("desk-item").replaceWith(document.importNode(fresh, true));
  document.getElementById("remaining").textContent = page.getElementById("remaining").textContent;
  history.replaceState(null, "", idOf(item()) ? `/queue/${idOf(item())}` : path);
  item().focus({ preventScroll: true }); scrollTo(0, 0);
  begin(); wire(); busy = false;
}

// a decision that the desk did not answer: kept in this tab until it is stored or refused, never silently lost
function keep(fields) { sessionStorage.setItem(PENDING, JSON.stringify([...fields])); banner(); }
function forget() { sessionStorage.removeItem(PENDING); banner(); }
function banner() {
  const box = document.getElementById("pending");
  const waiting = sessionStorage.getItem(PENDING);
  box.hidden = !waiting;
  if (waiting) box.textContent = "Not yet stored: your last decision. The desk does not answer; it is tried again every second.";
}
let timer;
function retrySoon() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const waiting = sessionStorage.getItem(PENDING);
    if (!waiting) return;
    const fields = new FormData(); for (const [key, value] of JSON.parse(waiting)) fields.append(key, value);
    try { busy = true; await store(fields); } catch { busy = false; retrySoon(); }
  }, 1000);
}

async function snooze() {
  const one = item(); if (!idOf(one) || busy) return;
  busy = true;
  const { facts } = await send("/snooze", { item: idOf(one), back: idOf(one).includes("~") ? "/queue?of=merges" : "/queue" });
  await show(facts.next);
}

let rejecting = false;
function askReason(event) {
  if (event?.repeat || busy || performance.now() - shownAt < STAY_MS) return;
  if (!idOf(item())) return tell("Nothing waits for you.");
  const note = document.querySelector("[data-note]");
  if (note?.value) return decide("reject", note.value, event);
  rejecting = true;
  document.getElementById("reject-reasons").hidden = false;
  tell("Reject: 1–6 gives a reason, Enter none, Esc not.");
}
function stopAsking() { rejecting = false; const list = document.getElementById("reject-reasons"); if (list) list.hidden = true; }

window.deskTakes = (event, key) => {
  if (!rejecting) return false;
  event.preventDefault();
  if (event.repeat) return true;
  const buttons = [...document.querySelectorAll("#reject-reasons button")];
  if (key === "Escape") { stopAsking(); tell("Not rejected."); return true; }
  if (key === "Enter" || key === "x") { stopAsking(); decide("reject", "", event); return true; }
  const at = Number(key) - 1;
  if (at >= 0 && at < buttons.length - 1) { stopAsking(); decide("reject", buttons[at].dataset.reason, event); return true; }
  return true;
};

window.deskUndone = async (facts) => { await show(facts.next); };

function note() { document.querySelector("[data-note]")?.focus(); }
function follow(act) { const link = document.querySelector(`a[data-act="${act}"]`); if (link) location.href = link.href; else tell("Not here."); }

keys.on("queue", {
  accept: (event) => decide("accept", undefined, event),
  reject: askReason,
  unsure: (event) => decide("unsure", undefined, event),
  fix: (event) => { const field = document.querySelector("[data-note]"); if (field?.value) decide("fix", field.value, event); else { tell("Say what needs correcting, then Enter."); field?.focus(); fixing = true; } },
  merge: (event) => decide("merge", undefined, event),
  not_same: (event) => decide("not_same", undefined, event),
  note, snooze,
  open: () => follow("open"), incident: () => follow("incident"),
});
let fixing = false;

function wire() {
  const form = item().querySelector("form.decide");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const act = event.submitter?.dataset.act;
    if (act === "snooze") return snooze();
    if (!event.submitter || fixing) { const was = fixing; fixing = false; if (was || document.activeElement?.matches("[data-note]")) return was ? decide("fix", undefined) : tell("Choose a decision: a, x, s or e."); }
    if (event.submitter) decide(event.submitter.value, undefined);
  });
  form?.querySelector("[data-note]")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); if (fixing) { fixing = false; decide("fix", undefined); } else { event.target.blur(); tell("Noted: now decide."); } }
    if (event.key === "Escape") { fixing = false; event.target.blur(); item().focus(); event.stopPropagation(); }
  });
  for (const button of document.querySelectorAll("#reject-reasons button")) button.addEventListener("click", () => { stopAsking(); decide("reject", button.dataset.reason); });
}

begin(); wire(); banner();
if (sessionStorage.getItem(PENDING)) retrySoon();
item()?.focus({ preventScroll: true });
