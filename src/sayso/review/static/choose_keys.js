// One's own keys: kept in this browser, for every page of the desk.
import { ownKeys, keepKeys, named } from "./keys.js";
import { tell } from "./desk.js";

const own = ownKeys();
for (const field of document.querySelectorAll("input.key")) {
  const name = `${field.dataset.where}:${field.dataset.keyAct}`;
  if (own[name]) field.value = own[name];
  field.addEventListener("keydown", (event) => {
    if (event.key === "Tab" || event.key === "Shift") return;
    event.preventDefault(); event.stopPropagation();
    field.value = named(event);
    const taken = [...document.querySelectorAll(`input.key[data-where="${field.dataset.where}"]`)].find((one) => one !== field && one.value === field.value);
    if (taken) tell(`“${field.value}” is taken here: ${document.querySelector(`label[for="${taken.id}"]`).textContent}`);
    const now = ownKeys(); now[name] = field.value; keepKeys(now);
  });
}
const off = document.getElementById("keys-off");
off.checked = Boolean(own.off);
off.addEventListener("change", () => { const now = ownKeys(); now.off = off.checked; keepKeys(now); tell(off.checked ? "Single keys are off." : "Single keys are on."); });
document.getElementById("keys-reset").addEventListener("click", () => { keepKeys({}); location.reload(); });
