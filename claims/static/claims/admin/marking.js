// Marking words with the keys alone: arrows go from word to word and from line to line, with
// Shift they widen or narrow what is marked. Escape ends it.

import { mark, marked } from "./words.js";

let isMarking = false;

function firstInSight(root) {
  const top = root.getBoundingClientRect().top;
  const bar = document.querySelector(".bench-top")?.getBoundingClientRect().bottom ?? 0;
  const seen = [...root.querySelectorAll("[data-start]")].find(
    (each) => each.getBoundingClientRect().bottom > Math.max(top, bar) + 1,
  );
  return Number(seen?.dataset.start ?? 0);
}

// Begin at the words that are marked already, else at `span`, else at the first word in sight.
export function startMarking(root, span) {
  isMarking = true;
  const selection = document.getSelection();
  if (!marked(root)) {
    if (span) mark(root, span.start, span.end);
    else {
      const start = firstInSight(root);
      mark(root, start, start + 1);
      selection.collapseToStart();
      selection.modify("extend", "forward", "word");
    }
  }
  show(selection);
}

function show(selection) {
  const node = selection.focusNode;
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  element?.scrollIntoView({ block: "nearest" });
}

const ARROWS = {
  ArrowLeft: ["backward", "word"],
  ArrowRight: ["forward", "word"],
  ArrowUp: ["backward", "line"],
  ArrowDown: ["forward", "line"],
};

// Whether the key was meant for the marking.
export function markingKey(event, root) {
  if (!isMarking || event.ctrlKey || event.metaKey || event.altKey) return false;
  const selection = document.getSelection();
  if (event.key === "Escape" || !marked(root)) {
    isMarking = false;
    if (event.key === "Escape") selection.removeAllRanges();
    return event.key === "Escape";
  }
  const arrow = ARROWS[event.key];
  if (!arrow) return false;
  const before = marked(root);
  const [direction, unit] = arrow;
  if (event.shiftKey) selection.modify("extend", direction, unit);
  else if (unit === "line") {
    selection.collapseToStart();
    selection.modify("move", direction, "line");
    selection.modify("extend", "forward", "word");
  } else {
    if (direction === "forward") selection.collapseToEnd();
    else selection.collapseToStart();
    if (direction === "backward") selection.modify("move", "backward", "word");
    selection.modify("extend", "forward", "word");
  }
  if (!marked(root)) mark(root, before.start, before.end);
  show(selection);
  return true;
}
