// Checks a list before it is sent. A server that refuses a large file does not read it to its end,
// and the browser then shows a broken connection instead of the reason.
"use strict";
(() => {
  const form = document.querySelector("form[data-list]");
  if (!form) {
    return;
  }
  const MAX_BYTES = 2048 * 1024 * 1024;
  const KINDS = /\.(csv|ndjson|jsonl)$/i;
  const SPREADSHEETS = /\.xlsx?$/i;
  const input = form.elements.file;
  const problem = document.getElementById("file-problem");

  const wrong = (file) => {
    if (SPREADSHEETS.test(file.name)) {
      return form.dataset.spreadsheet;
    }
    if (!KINDS.test(file.name)) {
      return form.dataset.wrongKind;
    }
    return file.size > MAX_BYTES ? form.dataset.tooLarge : "";
  };

  const show = () => {
    const file = input.files[0];
    const text = file ? wrong(file) : "";
    problem.textContent = text;
    problem.hidden = !text;
    if (text) {
      input.setAttribute("aria-invalid", "true");
    } else {
      input.removeAttribute("aria-invalid");
    }
    return text;
  };

  input.addEventListener("change", show);
  // Before the form counts as sent; see console.js.
  form.addEventListener("submit", (event) => {
    if (show()) {
      event.preventDefault();
      input.focus();
    }
  });
})();
