// Picking claims, keys, marking words and moving their ends. Every change is a request; what comes
// back is put in its place by htmx. Without this script the page works with links and forms.

import { markingKey, startMarking } from "./marking.js";
import { marked, offsetAt } from "./words.js";

const bench = document.getElementById("bench");
const text = document.getElementById("text");
const claims = document.getElementById("claims");
const KEYS = "workbench-keys";
let picked = null;
let lastMarked = null;

// --- Picking ---------------------------------------------------------------------------------

const item = (id) => document.getElementById(`c-${id}`);
const marksOf = (id) => text.querySelectorAll(`.mark[data-claim="${id}"]`);

function paint() {
  for (const old of bench.querySelectorAll(".is-picked")) old.classList.remove("is-picked");
  for (const old of text.querySelectorAll(".handle")) old.remove();
  for (const old of claims.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
  if (!picked || !item(picked)) return;
  item(picked).classList.add("is-picked");
  item(picked).setAttribute("aria-current", "true");
  for (const each of text.querySelectorAll(`[data-claim="${picked}"]`)) each.classList.add("is-picked");
  if (item(picked).querySelector(".ends")) addHandles();
}

function pick(id, { scrollText = true, scrollList = true, focus = true } = {}) {
  picked = String(id);
  paint();
  const row = item(picked);
  if (!row) return;
  if (focus) row.focus({ preventScroll: true });
  if (scrollList) scrollInto(row.closest(".bench-claims"), row);
  if (scrollText) marksOf(picked)[0]?.scrollIntoView({ block: "center" });
}

function scrollInto(box, row) {
  if (box.scrollHeight <= box.clientHeight) return;
  const top = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (top < 8 || top + row.offsetHeight > box.clientHeight) box.scrollTop += top - box.clientHeight / 4;
}

function step(by) {
  const rows = [...claims.children];
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row.dataset.claim === picked);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
  pick(rows[next].dataset.claim);
}

text.addEventListener("click", (event) => {
  if (!document.getSelection().isCollapsed) return;
  const number = event.target.closest("a.mark-number");
  if (number) {
    event.preventDefault();
    pick(number.dataset.claim, { scrollText: false });
    return;
  }
  const here = event.target.closest(".piece")?.dataset.claims.split(" ");
  if (!here) return;
  // A second click on overlapping claims picks the next of them.
  const at = here.indexOf(picked);
  pick(here[(at + 1) % here.length], { scrollText: false });
});

claims.addEventListener("click", (event) => {
  const row = event.target.closest(".claim");
  const inForm = event.target.closest(".step-form, button, a.button, .claim-page");
  if (!row || inForm) {
    if (row && row.dataset.claim !== picked) pick(row.dataset.claim, { focus: false, scrollList: false });
    return;
  }
  if (event.target.closest("[data-pick]")) event.preventDefault();
  pick(row.dataset.claim, { scrollList: false });
});

function hover(event) {
  for (const old of text.querySelectorAll(".is-hovered")) old.classList.remove("is-hovered");
  const id = event.target.closest?.("[data-claim]")?.dataset.claim;
  if (id && event.type === "pointerover") for (const mark of marksOf(id)) mark.classList.add("is-hovered");
}
bench.addEventListener("pointerover", hover);
bench.addEventListener("pointerleave", hover);

// --- Steps -----------------------------------------------------------------------------------

function say(words) {
  document.getElementById("bench-status").textContent = words;
}

function press(name) {
  item(picked)?.querySelector(`.claim-steps [data-act="${name}"]`)?.click();
}

function newClaim() {
  const span = marked(text) ?? lastMarked;
  if (!span) {
    say(bench.dataset.saySelect);
    return;
  }
  const place = `start=${span.start}&end=${span.end}`;
  htmx.ajax("GET", `${bench.dataset.new}?${place}`, { source: bench, target: "#form-new" });
}

let nudges = { end: 0, start: 0 };
let nudging = 0;

function nudge(edge, by) {
  const button = item(picked)?.querySelector(".ends button");
  if (!button) return;
  nudges[edge] += by;
  clearTimeout(nudging);
  nudging = setTimeout(() => {
    const address = button.getAttribute("formaction");
    for (const [side, words] of Object.entries(nudges)) {
      if (words) post(address, { edge: side, by: words });
    }
    nudges = { end: 0, start: 0 };
  }, 120);
}

function post(address, values) {
  htmx.ajax("POST", address, { source: bench, swap: "none", values });
}

// A request that had to wait for the one before it names the claim as that one left it.
document.addEventListener("htmx:configRequest", (event) => {
  const [path, seen] = event.detail.path.split("?");
  if (!seen?.startsWith("edit_number=")) return;
  const now = bench.querySelector(`[formaction^="${path}?"]`);
  if (now) event.detail.path = now.getAttribute("formaction");
});

function move(start, end) {
  const address = item(picked)?.querySelector("[data-act=place], .ends button")?.getAttribute("formaction");
  if (address && start < end) post(address, { start, end });
}

bench.addEventListener("click", (event) => {
  const left = event.target.closest(".left-list [data-pick]");
  if (left) {
    event.preventDefault();
    pick(left.dataset.pick);
    return;
  }
  const end = event.target.closest("button[name=nudge]");
  if (end) {
    event.preventDefault();
    picked = end.closest(".claim").dataset.claim;
    const [edge, by] = end.value.split(" ");
    nudge(edge, Number(by));
    return;
  }
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act === "new") {
    event.preventDefault();
    newClaim();
  } else if (act === "cancel") {
    event.preventDefault();
    cancel();
  } else if (act === "keys") {
    toggleKeys();
  } else if (act === "close-left") {
    document.getElementById("bench-left").replaceChildren();
    bench.querySelector("#bench-bar a").focus();
  } else if (act === "place") {
    event.preventDefault();
    const span = marked(text) ?? lastMarked;
    picked = event.target.closest(".claim").dataset.claim;
    if (span) move(span.start, span.end);
    else say(bench.dataset.saySelect);
  }
});

function cancel() {
  for (const place of bench.querySelectorAll(".claim-form")) place.replaceChildren();
  if (picked) item(picked)?.focus({ preventScroll: true });
}

document.addEventListener("selectionchange", () => {
  const span = marked(text);
  if (span) lastMarked = span;
  else if (text.contains(document.getSelection()?.anchorNode)) lastMarked = null;
});

// --- Ends of the words -----------------------------------------------------------------------

function addHandles() {
  const marks = [...marksOf(picked)];
  if (marks.length === 0) return;
  const first = marks[0].closest(".piece");
  const last = marks.at(-1).closest(".piece");
  first.before(handle("start"));
  last.after(handle("end"));
}

function handle(edge) {
  const knob = document.createElement("span");
  knob.className = `handle handle-${edge}`;
  knob.setAttribute("aria-hidden", "true");
  knob.addEventListener("pointerdown", (event) => drag(event, edge));
  return knob;
}

function drag(event, edge) {
  event.preventDefault();
  const knob = event.target;
  knob.setPointerCapture(event.pointerId);
  const selection = document.getSelection();
  const here = spanOf(picked);
  let at = null;
  knob.onpointermove = (moved) => {
    at = offsetAt(text, moved.clientX, moved.clientY) ?? at;
  };
  knob.onpointerup = () => {
    knob.onpointermove = knob.onpointerup = null;
    selection.removeAllRanges();
    if (at === null) return;
    const span = edge === "start" ? [wordEdge(at, -1), here.end] : [here.start, wordEdge(at, 1)];
    move(...span);
  };
}

function spanOf(id) {
  const pieces = [...marksOf(id)].map((mark) => mark.closest(".piece"));
  const last = pieces.at(-1);
  return {
    start: Number(pieces[0].dataset.start),
    end: Number(last.dataset.start) + [...last.textContent].length,
  };
}

// The beginning (by < 0) or end of the word at an offset.
function wordEdge(offset, by) {
  const piece = [...text.querySelectorAll("[data-start]")].findLast(
    (each) => Number(each.dataset.start) <= offset,
  );
  const paragraph = piece.closest("p");
  const base = Number(paragraph.querySelector("[data-start]").dataset.start);
  const pieces = [...paragraph.querySelectorAll("[data-start]")];
  const letters = [...pieces.map((each) => each.textContent).join("")];
  const isWord = (letter) => letter !== undefined && /[\p{L}\p{N}\p{M}]/u.test(letter);
  let at = offset - base;
  if (by < 0) while (at > 0 && isWord(letters[at - 1]) && isWord(letters[at])) at -= 1;
  else while (at < letters.length && isWord(letters[at]) && isWord(letters[at - 1])) at += 1;
  return base + at;
}

// --- Keys ------------------------------------------------------------------------------------

function toggleKeys() {
  const on = !bench.classList.contains("has-keys");
  bench.classList.toggle("has-keys", on);
  localStorage.setItem(KEYS, on ? "on" : "off");
}

const KEY_STEPS = { a: "accept", x: "dismiss", e: "edit", s: "split", m: "merge" };
let focusNext = null;

document.addEventListener("keydown", (event) => {
  if (markingKey(event, text)) {
    event.preventDefault();
    return;
  }
  if (event.key === "Escape") {
    cancel();
    return;
  }
  const target = event.target;
  const typing = target.closest("input, textarea, select");
  if (typing?.name === "reason" && /^[1-4]$/.test(event.key) && typing.type === "radio") {
    typing.form.elements.reason[Number(event.key) - 1].checked = true;
    typing.form.requestSubmit();
    item(picked)?.focus({ preventScroll: true }); // the next key need not wait for the answer
    event.preventDefault();
    return;
  }
  if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    typing.form.requestSubmit();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey) return;
  if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    if (!picked || marked(text)) return;
    event.preventDefault();
    nudge(event.altKey ? "start" : "end", event.key === "ArrowLeft" ? -1 : 1);
    return;
  }
  if (event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "v") startMarking(text, null);
  else if (event.key === "n") newClaim();
  else if (event.key === "u") document.getElementById("bench-undo")?.click();
  else if (event.key === "?") toggleKeys();
  else if (event.key === "c") {
    focusNext = "input[data-who]";
    press("edit");
  } else if (KEY_STEPS[event.key]) press(KEY_STEPS[event.key]);
  else return;
  event.preventDefault();
});

// --- What comes back -------------------------------------------------------------------------

// Only one form is open at a time.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.classList?.contains("claim-form")) return;
  for (const place of bench.querySelectorAll(".claim-form")) {
    if (place !== event.detail.target) place.replaceChildren();
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.detail.elt.closest?.(".claim-form")?.querySelector(".step-form");
  if (form) {
    const field =
      (focusNext && form.querySelector(focusNext)) ||
      form.querySelector("input[type=radio], textarea, input:not([type=hidden]), select");
    field?.focus();
    field?.select?.();
    form.scrollIntoView({ block: "nearest" });
    focusNext = null;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const status = document.getElementById("bench-status");
  const { picked: id, asked } = status.dataset;
  delete status.dataset.picked;
  // Who has gone on to another claim while this answer was on its way is not called back.
  const hasGoneOn = asked && asked !== picked && item(picked);
  if (event.detail.successful && id && !hasGoneOn) {
    lastMarked = null;
    pick(id, { scrollText: false });
  } else {
    paint();
  }
});

document.addEventListener("htmx:sendError", () => say(bench.dataset.sayFailed));
document.addEventListener("htmx:responseError", () => say(bench.dataset.sayFailed));

// --- Begin -----------------------------------------------------------------------------------

bench.classList.add("bench-scripted");
bench.classList.toggle("has-keys", localStorage.getItem(KEYS) !== "off");
const wanted = location.hash.match(/^#c-(\d+)$/);
if (wanted && item(wanted[1])) pick(wanted[1]);
