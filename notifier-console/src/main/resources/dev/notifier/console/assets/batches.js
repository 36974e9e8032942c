// Sends a file with a bar that says how far it is. The page says what to do without scripts.
"use strict";
(() => {
  const form = document.getElementById("upload");
  if (!form) {
    return;
  }
  const MEGABYTE = 1024 * 1024;
  const LARGE = 16 * MEGABYTE;
  const PAUSE = 3000;
  const PATIENCE = 120000;
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
  let stopped = false;
  let kept = null;
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
      const shown = new DOMParser().parseFromString(request.responseText, "text/html");
      const reason = shown.querySelector(".problems li");
      say(reason ? reason.textContent.trim() : form.dataset.broken);
    }
  };

  const exchange = (method, address, headers, body, onProgress) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      sending = request;
      request.open(method, address);
      Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
      // If the session has ended, the response is 401 and not the sign-in.
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", (event) => onProgress?.(event.loaded));
      request.addEventListener("loadend", () => resolve(request));
      request.send(body);
    });

  const progressOf = (file, offset) => (loaded) => {
    const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);
    const arrived = Math.min(offset + loaded, file.size);
    bar.value = file.size ? (100 * arrived) / file.size : 0;
    words.textContent =
      arrived === file.size
        ? form.dataset.checking
        : form.dataset.sent
            .replace("{0}", megabytes(arrived))
            .replace("{1}", megabytes(file.size));
  };

  const query = () => {
    const values = new URLSearchParams({
      type: form.dataset.type,
      name: form.elements.name.value,
    });
    if (form.elements.again.value) {
      values.set("again", form.elements.again.value);
    }
    return values;
  };

  const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

  // Continues with what has not arrived, until the rest has or nothing arrives for long.
  const sendRest = async (file, address) => {
    let offset = 0;
    let until = Date.now() + PATIENCE;
    for (;;) {
      const asked = await exchange("GET", address, {}, null);
      const arrived = asked.getResponseHeader("Upload-Offset");
      if (asked.status === 404 || asked.status === 401 || stopped) {
        return asked;
      }
      if (asked.status === 200 && arrived === null) {
        return { status: 201, getResponseHeader: (name) => asked.getResponseHeader(name) };
      }
      if (asked.status === 200) {
        until = Number(arrived) > offset ? Date.now() + PATIENCE : until;
        offset = Number(arrived);
        const headers = { "Upload-Offset": String(offset) };
        const rest = file.slice(offset);
        const sent = await exchange("PATCH", address, headers, rest, progressOf(file, offset));
        if (stopped || [200, 201, 401, 403, 422].includes(sent.status)) {
          return sent;
        }
      }
      if (Date.now() > until) {
        return null;
      }
      words.textContent = form.dataset.again;
      await pause();
      if (stopped) {
        return null;
      }
    }
  };

  // A large file continues where the connection broke; also if it is sent again from this page.
  const sendLarge = async (file, type) => {
    const key = [file.name, file.size, file.lastModified, query()].join();
    if (kept?.key !== key) {
      const headers = { "Content-Type": type, "Upload-Complete": "?0" };
      const begun = await exchange("POST", form.dataset.address + "?" + query(), headers, null);
      if (begun.status !== 201) {
        return begun;
      }
      kept = { key, address: begun.getResponseHeader("Location") };
    }
    const address = kept.address;
    const sent = await sendRest(file, address);
    if (sent || stopped) {
      kept = null;
    }
    if (stopped || sent?.status === 422) {
      const cancel = address.replace(/upload[?]id=(.*)/, "$1/cancel");
      fetch(cancel, { method: "POST", redirect: "manual" }).catch(() => {});
    }
    return sent ?? { status: 0, kept: kept !== null };
  };

  const send = async (file, type) => {
    stopped = false;
    result.replaceChildren();
    show(true);
    const headers = { "Content-Type": type };
    const address = form.dataset.address + "?" + query();
    const response =
      file.size > LARGE
        ? await sendLarge(file, type)
        : await exchange("POST", address, headers, file, progressOf(file, 0));
    sending = null;
    show(false);
    if (stopped) {
      say(form.dataset.stopped);
    } else if (response.status === 0) {
      say(response.kept ? form.dataset.kept : form.dataset.broken);
    } else {
      answered(response);
    }
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

  element("upload-stop").addEventListener("click", () => {
    stopped = true;
    sending?.abort();
  });

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
