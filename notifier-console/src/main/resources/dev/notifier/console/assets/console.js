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

  // So is the secret of a one-time link, which is sent with a password.
  const link = document.querySelector("input[data-from-address]");
  if (link && location.hash.length > 1) {
    link.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }

  // What is shown once can be copied. The address of a link is that of this place.
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    if (field.dataset.address) {
      field.value = new URL(field.dataset.address, location.href).href;
    }
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value ?? field.innerText.trim());
      button.textContent = button.dataset.copied;
    });
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

  // A session that has ended must not take the page away: what was typed is not saved. The person
  // signs in in another tab and goes on here. The focus stays where the person types.
  const ended = document.getElementById("session-ended");
  document.addEventListener("session-ended", () => {
    ended.hidden = false;
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { status } = event.detail.xhr;
    if (status === 401) {
      event.preventDefault();
      ended.hidden = false;
    } else if (status < 400) {
      ended.hidden = true;
    }
  });

  // Parts of a page that refresh themselves are no use of the session.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.closest("[data-automatic]")) {
      event.detail.headers["Notifier-Automatic"] = "true";
    }
  });
})();
