// Orphaned claims beside the changed text: picking them, marking their new words, by mouse or keys.
// Without this script every step is a form.

import { markingKey, startMarking } from "./marking.js";
import { mark, marked } from "./words.js";

const bench = document.getElementById("bench");
const text = document.getElementById("text");
const KEYS = "workbench-keys";
let picked = null;
let lastMarked = null;

const rows = () => [...document.querySelectorAll(".lost-list > li")];
const row = () => document.getElementById(`o-${picked}`);

function pick(id) {
  picked = id;
  for (const each of rows()) each.classList.toggle("is-picked", each === row());
  row()?.focus({ preventScroll: true });
  row()?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const at = all.indexOf(row());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) pick(next.dataset.claim);
}

function near() {
  const { nearStart, nearEnd } = row()?.dataset ?? {};
  return nearStart ? { start: Number(nearStart), end: Number(nearEnd) } : null;
}

function say(words) {
  document.getElementById("bench-status").textContent = words;
}

function place(button) {
  const span = marked(text) ?? lastMarked;
  if (!span) {
    say(bench.dataset.saySelect);
    return false;
  }
  button.form.elements.start.value = span.start;
  button.form.elements.end.value = span.end;
  return true;
}

bench.addEventListener(
  "click",
  (event) => {
    const item = event.target.closest(".lost-list > li");
    if (item && item.dataset.claim !== picked) pick(item.dataset.claim);
    const link = event.target.closest("[data-near]");
    if (link) {
      event.preventDefault();
      mark(text, near().start, near().end);
      document.getSelection().focusNode.parentElement.scrollIntoView({ block: "center" });
      return;
    }
    if (event.target.closest("[data-act=keys]")) toggleKeys();
    const button = event.target.closest("[data-act=place]");
    if (button && !place(button)) {
      event.preventDefault();
      event.stopPropagation();
    }
  },
  true,
);

document.addEventListener("selectionchange", () => {
  const span = marked(text);
  if (span) lastMarked = span;
  else if (text.contains(document.getSelection()?.anchorNode)) lastMarked = null;
});

function toggleKeys() {
  const on = !bench.classList.contains("has-keys");
  bench.classList.toggle("has-keys", on);
  localStorage.setItem(KEYS, on ? "on" : "off");
}

function dismiss() {
  const details = row()?.querySelector(".lost-dismiss");
  if (!details) return;
  details.open = true;
  details.querySelector("input[type=radio]").focus();
}

document.addEventListener("keydown", (event) => {
  if (markingKey(event, text)) {
    event.preventDefault();
    return;
  }
  const field = event.target.closest("input, textarea, select");
  if (field?.type === "radio" && /^[1-9]$/.test(event.key)) {
    const choice = field.form.elements.reason[Number(event.key) - 1];
    if (!choice) return;
    choice.checked = true;
    field.form.requestSubmit();
    event.preventDefault();
    return;
  }
  if (event.key === "Escape") {
    for (const each of document.querySelectorAll(".lost details[open]")) each.open = false;
    row()?.focus({ preventScroll: true });
    return;
  }
  if ((field && field.type !== "radio") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "v") startMarking(text, near());
  else if (event.key === "r") row()?.querySelector("[data-act=place]")?.click();
  else if (event.key === "x") dismiss();
  else if (event.key === "u") document.getElementById("bench-undo")?.click();
  else if (event.key === "?") toggleKeys();
  else return;
  event.preventDefault();
});

document.addEventListener("htmx:afterSettle", () => {
  lastMarked = null;
  document.getSelection().removeAllRanges();
  if (!row()) picked = rows()[0]?.dataset.claim ?? null;
  if (picked) pick(picked);
});
document.addEventListener("htmx:sendError", () => say(bench.dataset.sayFailed));
document.addEventListener("htmx:responseError", () => say(bench.dataset.sayFailed));

bench.classList.add("bench-scripted");
bench.classList.toggle("has-keys", localStorage.getItem(KEYS) !== "off");
