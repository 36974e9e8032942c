// What pages do beside htmx. Without it, every page can still be read and every form be sent.
"use strict";
(() => {
  // A list of problems gets the focus, so that a screen reader says it.
  document.querySelector("[data-focus]")?.focus();

  // The code of the first sign-in is behind the #, which no server sees.
  const start = document.querySelector("form[data-code-from-address]");
  if (start && location.hash.length > 1) {
    start.elements.code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    start.requestSubmit();
  }

  // A command is sent once, also if the button is pressed twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

  // Parts of a page that refresh themselves are no use of the session.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.closest("[data-automatic]")) {
      event.detail.headers["Notifier-Automatic"] = "true";
    }
  });
})();
