// Sends a file with a bar that says how far it is. The page says what to do without scripts.
"use strict";
(() => {
  const form = document.getElementById("upload");
  if (!form) {
    return;
  }
  const MEGABYTE = 1024 * 1024;
  const KINDS = {
    csv: ["text/csv", 2048],
    tsv: ["text/tab-separated-values", 2048],
    txt: ["text/tab-separated-values", 2048],
    ndjson: ["application/x-ndjson", 2048],
    jsonl: ["application/x-ndjson", 2048],
    xlsx: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 100],
  };
  const element = (id) => document.getElementById(id);
  const bar = element("upload-bar");
  const words = element("upload-words");
  const result = element("upload-result");
  let sending = null;
  form.hidden = false;

  // The way back from a page may keep what was chosen, and not what was shown.
  const show = (isSending) => {
    element("upload-progress").hidden = !isSending;
    element("upload-stop").hidden = !isSending;
    element("upload-send").disabled = isSending;
  };

  const say = (text) => {
    const notice = document.createElement("div");
    notice.className = "notice bad";
    notice.setAttribute("role", "alert");
    notice.textContent = text;
    result.replaceChildren(notice);
  };

  const kindOf = (file) => {
    const name = file.name.toLowerCase().replace(/\.gz$/, "");
    return KINDS[name.slice(name.lastIndexOf(".") + 1)];
  };

  const answered = (request) => {
    const page = request.getResponseHeader("Location");
    if (request.status === 201 && page) {
      location.assign(page);
    } else if (request.status === 401) {
      document.dispatchEvent(new Event("session-ended"));
    } else if (request.status === 200 || request.status === 422) {
      result.innerHTML = request.responseText;
      element("again-field").hidden = request.status !== 200 && !form.elements.again.value;
      result.querySelector("[data-focus]")?.focus();
    } else {
      say(form.dataset.broken);
    }
  };

  const send = (file, type) => {
    const query = new URLSearchParams({
      type: form.dataset.type,
      name: form.elements.name.value,
    });
    if (form.elements.again.value) {
      query.set("again", form.elements.again.value);
    }
    const request = new XMLHttpRequest();
    sending = request;
    request.open("POST", form.dataset.address + "?" + query);
    request.setRequestHeader("Content-Type", type);
    // If the session has ended, the response is 401 and not the sign-in.
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);
      bar.value = event.total ? (100 * event.loaded) / event.total : 0;
      const text =
        event.loaded === event.total
          ? form.dataset.checking
          : form.dataset.sent
              .replace("{0}", megabytes(event.loaded))
              .replace("{1}", megabytes(event.total));
      words.textContent = text;
    });
    const end = (then) => () => {
      sending = null;
      show(false);
      then();
    };
    request.addEventListener("load", end(() => answered(request)));
    request.addEventListener("error", end(() => say(form.dataset.broken)));
    request.addEventListener("abort", end(() => say(form.dataset.stopped)));
    result.replaceChildren();
    show(true);
    request.send(file);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = form.elements.file.files[0];
    if (!file || sending) {
      return;
    }
    const kind = kindOf(file);
    if (!kind) {
      say(form.dataset.wrongKind);
    } else if (file.size > kind[1] * MEGABYTE) {
      say(form.dataset.tooLarge);
    } else {
      send(file, kind[0]);
    }
  });

  element("upload-stop").addEventListener("click", () => sending?.abort());

  // A file that is dropped anywhere on the page is chosen; otherwise the browser would open it.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0 && !sending) {
      form.elements.file.files = event.dataTransfer.files;
      form.elements.file.dispatchEvent(new Event("change"));
    }
  });

  // What the file is called is a good name of the batch.
  form.elements.file.addEventListener("change", () => {
    const file = form.elements.file.files[0];
    if (file && !form.elements.name.value) {
      form.elements.name.value = file.name.replace(/(\.[a-z]{1,6})+$/i, "").slice(0, 100);
    }
  });
})();
