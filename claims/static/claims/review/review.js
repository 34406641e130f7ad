"use strict";

// Words that are selected in the claim go into the field for exact words.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const claim = document.getElementById("statement");
  const field = document.getElementById("id_new-words");
  if (!claim || !field || selection.isCollapsed || !claim.contains(selection.anchorNode)) return;
  if (claim.contains(selection.focusNode)) field.value = selection.toString().trim();
});

// Whoever was refused something begins at the reason.
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("problems")?.focus();
});
