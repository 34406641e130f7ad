// The passage of a source is chosen by marking words in our copy of it.

const copy = document.querySelector("[data-copy]");
const field = document.querySelector("textarea[data-excerpt]");

if (copy && field) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !copy.contains(selection.anchorNode)) return;
    if (!copy.contains(selection.focusNode)) return;
    field.value = selection.toString().trim();
  });
}

// A link to something in a closed part opens it.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
}
openTarget();
addEventListener("hashchange", openTarget);
