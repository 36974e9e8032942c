// Passkeys: the server makes the options and checks the answer, the browser asks the person.
"use strict";
(() => {
  const send = async (address, fields) => {
    const response = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "HX-Request": "true" },
    });
    const text = await response.text();
    if (response.status === 401 && !text) {
      document.dispatchEvent(new Event("session-ended"));
    }
    if (!response.ok) {
      throw new Error(text);
    }
    return text;
  };

  const ask = async (button) => {
    const form = button.form;
    const options = JSON.parse(await send(button.dataset.options, new FormData(form)));
    const credential = button.dataset.passkey === "add"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return JSON.stringify(credential);
  };

  const use = async (button) => {
    const form = button.form;
    // The code of the app, if there is one, was used for the options.
    const code = form.elements.code;
    if (button.dataset.passkey === "confirm") {
      await send(button.dataset.use, { credential: await ask(button) });
      code.required = false;
      button.closest(".field").textContent = button.dataset.confirmed;
      return;
    }
    form.querySelector("[data-credential]").value = await ask(button);
    if (code) {
      code.value = "";
    }
    form.submit();
  };

  if (!globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    return;
  }
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.dataset.passkey === "add" && !button.form.reportValidity()) {
        return;
      }
      const problem = button.form.querySelector("[data-passkey-problem]");
      problem.hidden = true;
      button.disabled = true;
      try {
        await use(button);
      } catch (error) {
        // What the browser says is in its own words, and mostly no help.
        problem.textContent = error instanceof DOMException || !error.message ? button.dataset.refused : error.message;
        problem.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
