// Keeps parts of a page up to date. Each event has all parts; what has not changed is not touched,
// so that the focus, open details and the scroll stay. Without it, a link refreshes the page.
"use strict";
(() => {
  const bar = document.querySelector("[data-live-stream]");
  if (!bar || !window.EventSource) {
    return;
  }
  const SAY_EVERY = 10000;
  const TRY_AGAIN = 10000;
  const refresh = document.getElementById("live-refresh");
  const lost = document.getElementById("live-lost");
  const ended = document.getElementById("live-ended");
  const news = document.getElementById("live-news");
  const received = new Map();
  let source = null;
  let again = 0;

  // State of the stream: what the page says about it.
  const show = (state) => {
    refresh.hidden = state === "open";
    lost.hidden = state !== "lost";
    ended.hidden = state !== "ended";
    bar.dataset.liveState = state;
  };

  // The children of an element become those of another one. Those with an id are found by it.
  const morphChildren = (here, there) => {
    const ids = new Set([...there.children].map((child) => child.id));
    for (const child of [...here.children]) {
      if (child.id && !ids.has(child.id)) {
        child.remove();
      }
    }
    let at = here.firstChild;
    for (const child of there.childNodes) {
      const found = child.id ? [...here.children].find((one) => one.id === child.id) : at;
      if (found && found.nodeName === child.nodeName && (found.id || "") === (child.id || "")) {
        if (found === at) {
          at = at.nextSibling;
        } else {
          here.insertBefore(found, at);
        }
        morph(found, child);
      } else {
        here.insertBefore(document.importNode(child, true), at);
      }
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  };

  const morph = (here, there) => {
    if (here.nodeType !== Node.ELEMENT_NODE) {
      if (here.data !== there.data) {
        here.data = there.data;
      }
      return;
    }
    // Whether details are open is up to the person.
    const own = (name) => name === "open" && here.localName === "details";
    for (const { name, value } of there.attributes) {
      if (!own(name) && here.getAttribute(name) !== value) {
        here.setAttribute(name, value);
      }
    }
    for (const { name } of [...here.attributes]) {
      if (!own(name) && !there.hasAttribute(name)) {
        here.removeAttribute(name);
      }
    }
    morphChildren(here, there);
  };

  const update = (html) => {
    const parts = new DOMParser().parseFromString(html, "text/html").body.children;
    const seen = new Set();
    for (const part of parts) {
      seen.add(part.id);
      const text = part.outerHTML;
      const here = document.getElementById(part.id);
      if (here && received.get(part.id) !== text) {
        received.set(part.id, text);
        morph(here, part);
      }
    }
    for (const part of document.querySelectorAll("[data-live]")) {
      if (!seen.has(part.id)) {
        part.remove();
      }
    }
  };

  // A screen reader hears words that have changed, and not too often. Numbers are no words.
  const words = () => [...document.querySelectorAll("[data-say]")].map((e) => e.dataset.say).join(" ");
  let said = words();
  let saidAt = -SAY_EVERY;
  let later = 0;
  const say = () => {
    const wait = saidAt + SAY_EVERY - performance.now();
    if (words() === said || later) {
      return;
    }
    if (wait > 0) {
      later = setTimeout(() => {
        later = 0;
        say();
      }, wait);
      return;
    }
    said = words();
    saidAt = performance.now();
    news.textContent = said;
  };

  const close = () => {
    clearTimeout(again);
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    source = new EventSource(bar.dataset.liveStream);
    source.addEventListener("parts", (event) => {
      update(event.data);
      show("open");
      say();
    });
    source.addEventListener("signed-out", () => {
      close();
      show("ended");
    });
    source.addEventListener("error", () => {
      show("lost");
      if (source?.readyState === EventSource.CLOSED) {
        again = setTimeout(open, TRY_AGAIN);
      }
    });
  };

  // A browser has few connections for each server: a tab in the background needs none.
  document.addEventListener("visibilitychange", () => {
    if (bar.dataset.liveState === "ended") {
      return;
    }
    if (document.hidden) {
      close();
    } else {
      open();
    }
  });
  if (!document.hidden) {
    open();
  }
})();
