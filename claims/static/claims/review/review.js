"use strict";

// Words that are selected in the claim go into the field for exact words.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const claim = document.getElementById("statement");
  const field = document.getElementById("id_new-words");
  if (!claim || !field || selection.isCollapsed || !claim.contains(selection.anchorNode)) return;
  if (claim.contains(selection.focusNode)) field.value = selection.toString().trim();
});

// The cited passage is in sight within its copy.
document.addEventListener("DOMContentLoaded", () => {
  for (const copy of document.querySelectorAll(".copy")) {
    const passage = copy.querySelector("mark");
    if (passage) copy.scrollTop = passage.offsetTop - copy.offsetTop - copy.clientHeight / 3;
  }
});

// Whoever was refused something begins at the reason.
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("problems")?.focus();
});
