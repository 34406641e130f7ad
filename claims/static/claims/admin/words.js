// Between what is marked in the page and offsets into the article's text.
// Offsets are Unicode code points; the page counts UTF-16 units. The text stands in elements with
// data-start; anything else (numbers, handles) does not count.

export function codePoints(text) {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

function textNodes(root) {
  const nodes = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("[data-start]")) nodes.push(walker.currentNode);
  }
  return nodes;
}

function offsetIn(node, units) {
  const piece = node.parentElement.closest("[data-start]");
  let before = 0;
  for (const other of textNodes(piece)) {
    if (other === node) break;
    before += codePoints(other.data);
  }
  return Number(piece.dataset.start) + before + codePoints(node.data.slice(0, units));
}

// Where a point of the page lies in the text; null if it is not in `root`.
export function offsetOf(root, node, units) {
  if (!root.contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE && node.parentElement.closest("[data-start]")) {
    return offsetIn(node, units);
  }
  // Between elements, or in a number: the beginning of the next words, or the end of the last.
  const point = document.createRange();
  point.setStart(node, units);
  const nodes = textNodes(root);
  const next = nodes.find((each) => point.comparePoint(each, 0) >= 0);
  if (next) return offsetIn(next, 0);
  const last = nodes.at(-1);
  return last ? offsetIn(last, last.length) : null;
}

// The point of the page at an offset into the text, as [node, units]; null behind its end.
function pointAt(root, offset, isEnd) {
  for (const node of textNodes(root)) {
    const start = offsetIn(node, 0);
    const letters = [...node.data];
    const fits = isEnd ? offset <= start + letters.length : offset < start + letters.length;
    if (offset >= start && fits) return [node, letters.slice(0, offset - start).join("").length];
  }
  return null;
}

// Mark the words from `start` to `end`.
export function mark(root, start, end) {
  const from = pointAt(root, start, false);
  const to = pointAt(root, end, true);
  if (from && to) document.getSelection().setBaseAndExtent(...from, ...to);
}

// The marked words as {start, end}, or null if nothing is marked in `root`.
export function marked(root) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(root);
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
    range.setStart(whole.startContainer, whole.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
    range.setEnd(whole.endContainer, whole.endOffset);
  }
  const start = offsetOf(root, range.startContainer, range.startOffset);
  const end = offsetOf(root, range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end };
}

// Where the pointer is in the text; null outside.
export function offsetAt(root, x, y) {
  if (document.caretPositionFromPoint) {
    const place = document.caretPositionFromPoint(x, y);
    return place ? offsetOf(root, place.offsetNode, place.offset) : null;
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? offsetOf(root, range.startContainer, range.startOffset) : null;
}
