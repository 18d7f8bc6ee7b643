// Report and incident: from a claim to its words and back, and decisions by key on the claim in focus.
import { keys, tell, send, load } from "./desk.js";

const cards = () => [...document.querySelectorAll(".card[data-item]")];
let at = -1;

function focusCard(number, quiet) {
  const all = cards();
  if (!all.length) return tell("No claims here.");
  at = Math.max(0, Math.min(all.length - 1, number));
  document.querySelectorAll(".on").forEach((one) => one.classList.remove("on"));
  const card = all[at];
  card.classList.add("on");
  card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" });
  const mark = document.getElementById(`m${at + 1}`);
  if (mark) { mark.previousElementSibling?.classList.add("on"); mark.scrollIntoView({ block: "center" }); }
  if (!quiet) tell(card.getAttribute("aria-label") || `claim ${at + 1} of ${all.length}`);
}

document.addEventListener("focusin", (event) => { const card = event.target.closest?.(".card[data-item]"); if (card) at = cards().indexOf(card); });
document.addEventListener("submit", (event) => {
  const form = event.target.closest?.(".card form.decide");
  if (!form || !event.submitter) return;
  event.preventDefault(); at = cards().indexOf(form.closest(".card")); decide(event.submitter.value);
});
const named = cards().findIndex((card) => `#${card.id}` === location.hash);
if (named >= 0) focusCard(named, true);

async function decide(verdict, event) {
  if (event?.repeat) return;
  const card = cards()[at];
  if (!card) return tell("Choose a claim first: c goes to the next.");
  const form = card.querySelector("form.decide");
  if (!form) return tell("You are here to read.");
  const fields = new FormData(form);
  fields.set("verdict", verdict); fields.delete("back");
  try {
    const { status, facts } = await send("/decide", fields);
    if (status !== 200) return tell(facts.error);
    tell(`${verdict}: stored as entry ${facts.stored.entry}`);
    const { page } = await load(location.pathname + location.search);
    document.querySelector("main").replaceWith(document.importNode(page.querySelector("main"), true));
    focusCard(at, true);
  } catch { tell("Not stored: the desk does not answer. Try again."); }
}

// Words selected in the article, as places in its text: code points, as the desk counts them.
let chosen = null;
function selectedPlaces() {
  const article = document.getElementById("article"), selection = getSelection();
  if (!article || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(article); before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  return { start, end: start + [...range.toString()].length };
}
document.addEventListener("selectionchange", () => { chosen = selectedPlaces() || (getSelection()?.isCollapsed && document.activeElement?.dataset?.act === "mark" ? chosen : null); });
function mark() {
  const link = document.querySelector("a[data-act=mark]");
  if (!link) return tell("You are here to read.");
  const places = selectedPlaces() || chosen;
  location.href = places ? `${link.pathname}?start=${places.start}&end=${places.end}` : link.href;
}
document.addEventListener("click", (event) => { if (event.target.closest?.("a[data-act=mark]") && !event.ctrlKey && !event.metaKey && (selectedPlaces() || chosen)) { event.preventDefault(); mark(); } });

const acts = {
  mark,
  "claim-next": () => focusCard(at + 1), "claim-previous": () => focusCard(at - 1),
  view: () => { const tabs = [...document.querySelectorAll(".reader-head .tabs a")]; const now = tabs.findIndex((one) => one.getAttribute("aria-current")); if (tabs.length) location.href = tabs[(now + 1) % tabs.length].href; },
  accept: (event) => decide("accept", event), reject: (event) => decide("reject", event), unsure: (event) => decide("unsure", event), fix: (event) => decide("fix", event),
};
keys.on("report", acts);

if (document.body.dataset.page === "incident") {
  const sources = () => [...document.querySelectorAll(".says-what tbody tr[data-row] th a")];
  const step = (by) => () => { const all = sources(); const now = all.indexOf(document.activeElement); const next = all[Math.max(0, Math.min(all.length - 1, now + by))]; next?.focus(); };
  keys.on("incident", {
    table: () => document.getElementById("table").focus(), "source-next": step(1), "source-previous": step(-1),
    history: () => { const one = document.getElementById("history"); one.focus(); one.scrollIntoView({ block: "start" }); },
    split: () => document.querySelector("[data-act=split]")?.click() ?? tell("Nothing to split."),
    cite: async () => {
      const card = cards()[Math.max(0, at)]; if (!card) return;
      const words = `${card.querySelector(".quote").textContent.trim()} (${card.querySelector(".meta a").textContent.trim()}) ${location.origin}${location.pathname}#${card.id}`;
      try { await navigator.clipboard.writeText(words); tell("The citation is copied."); } catch { tell(words); }
    },
  });
}
