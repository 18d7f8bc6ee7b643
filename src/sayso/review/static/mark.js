// Marking a claim: words selected in the passage go into the field that was used last; the first thing to look at has the focus.
import { tell } from "./desk.js";

let field = null;
document.addEventListener("focusin", (event) => { if (event.target.matches?.("[data-part]")) field = event.target; });

function take() {
  const box = document.getElementById("passage"), selection = getSelection();
  if (!field || !box || selection.isCollapsed || !box.contains(selection.anchorNode) || !box.contains(selection.focusNode)) return;
  const words = selection.toString().trim().replace(/\s+/g, " ");
  if (!words) return;
  field.value = field.tagName === "TEXTAREA" && field.value.trim() ? `${field.value.trim()}\n${words}` : words;
  tell(`${document.querySelector(`label[for="${field.id}"]`)?.firstChild.textContent.trim()}: ${words}`);
}
document.getElementById("passage")?.addEventListener("pointerup", () => setTimeout(take));
(document.getElementById("faults") || document.getElementById("preview") || document.getElementById("words") || document.getElementById("f-kind"))?.focus({ preventScroll: false });
