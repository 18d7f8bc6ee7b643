// Keys: which act a key press means here. One reader's own choice of keys stays in this browser.
// Physical position is not assumed: the letter counts; only where it is no Latin letter (Cyrillic, Arabic …) the position does.
const STORE = "sayso-keys";

export function ownKeys() { try { return JSON.parse(localStorage.getItem(STORE)) || {}; } catch { return {}; } }
export function keepKeys(own) { localStorage.setItem(STORE, JSON.stringify(own)); }

export function named(event) {
  const latin = /^[\x20-\x7e]$/.test(event.key);
  let key = event.key;
  if (event.key.length === 1 && !latin && /^Key[A-Z]$/.test(event.code)) key = event.shiftKey ? event.code[3] : event.code[3].toLowerCase();
  if (event.key.length === 1 && !latin && /^Digit[0-9]$/.test(event.code)) key = event.code[5];
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + key;
}

export function typing(target) { return target instanceof Element && (target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null); }

export class Keys {
  constructor(tell) {
    this.tell = tell; this.acts = {}; this.before = ""; this.table = {};
this.table = JSON.parse(document.body.dataset.keys || "{}");
    addEventListener("keydown", (event) => this.press(event));
  }

  on(where, acts) { this.acts[where] = { ...(this.acts[where] || {}), ...acts }; }

  available() {
    const own = ownKeys();
    return Object.entries(this.acts).flatMap(([where, acts]) => (this.table[where] || [])
      .filter(([act]) => acts[act]).map(([act, key, what]) => ({ what, key: own[`${where}:${act}`] ?? key, run: () => acts[act]({}) })));
  }

  press(event) {
    if (event.altKey || event.isComposing || event.key === "Shift" || event.key === "Control" || event.key === "Meta") return;
    const key = named(event);
    const inField = typing(event.target);
    if (inField && key !== "Escape" && !key.startsWith("Ctrl+")) return;
    if (document.querySelector("dialog[open]")) return;
    if (window.deskTakes?.(event, key)) return;
    const own = ownKeys();
    if (own.off && !key.startsWith("Ctrl+") && key !== "Escape") return;
    const chord = this.before ? `${this.before} ${key}` : key;
    this.before = "";
    let starts = false;
    for (const [where, acts] of Object.entries(this.acts).reverse()) {
      for (const [act, standard] of this.table[where] || []) {
        const mine = own[`${where}:${act}`] ?? standard;
        if (mine === chord && acts[act]) { event.preventDefault(); acts[act](event); return; }
        if (mine === "u" && key === "Ctrl+z" && act === "undo") { event.preventDefault(); acts[act]?.(event); return; }
        if (mine.startsWith(`${chord} `)) starts = true;
      }
    }
    if (starts) { this.before = chord; setTimeout(() => { this.before = ""; }, 1500); return; }
    if (/^[a-z0-9?]$/i.test(key) && !event.ctrlKey && !event.repeat) this.tell(`“${key}” does nothing here. Press ? for the keys.`);
  }
}
