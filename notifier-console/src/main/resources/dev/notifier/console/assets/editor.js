// Editors of texts: what was typed is not lost, and screen readers say what changes in the preview.
"use strict";
(() => {
  const form = document.querySelector("form[data-editor]");
  if (!form) {
    return;
  }

  // The browser asks before it leaves a page with a text that is not saved.
  let changed = form.hasAttribute("data-unsaved");
  form.addEventListener("input", () => {
    changed = true;
  });
  document.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) {
      event.preventDefault();
    }
  });

  const preview = document.getElementById("preview");
  if (!preview) {
    return;
  }
  const status = document.getElementById("preview-status");
  const old = document.getElementById("preview-old");

  // Screen readers say the summary when it has changed, but not at each letter.
  const TYPING = 1000;
  const PAUSE = 10000;
  const summary = () => preview.querySelector("[data-say]")?.textContent.trim() ?? "";
  let said = summary();
  let saidAt = 0;
  let timer;
  const say = () => {
    timer = undefined;
    if (summary() !== said) {
      said = summary();
      saidAt = Date.now();
      status.textContent = said;
    }
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === preview) {
      old.hidden = true;
      timer ??= setTimeout(say, Math.max(TYPING, saidAt + PAUSE - Date.now()));
    }
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, () => {
      old.hidden = false;
    });
  }
})();
