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

  // A command is sent once, also if the button is pressed again while the answer takes long. A form
  // that answers with a file stays on its page, and may be sent again after a while.
  let sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    if (form.hasAttribute("data-download")) {
      setTimeout(() => sent.delete(form), 5000);
    }
  });
  // The way back may show the page as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      sent = new WeakSet();
    }
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

  // What was typed before the session ended is on the page for a while only: others may use the
  // browser, too.
  const kept = document.querySelector("[data-forget]");
  if (kept) {
    setTimeout(() => location.replace(kept.dataset.forget), 15 * 60 * 1000);
  }

  // What is chosen is shown at once, so that no button is needed for it.
  for (const button of document.querySelectorAll("[data-plain]")) {
    button.hidden = true;
  }

  // Parts of a page that refresh themselves are no use of the session.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.closest("[data-automatic]")) {
      event.detail.headers["Notifier-Automatic"] = "true";
    }
  });
})();
