// Put before the door's page by the bench: it notes when a frame is taken, read and answered, and changes nothing.

(() => {
  const PAUSE = 80; // of the search field, as in static/door/page/find.js
  const verdicts = [];
  const taken = new Map();
  let drawn = 0;
  let read = null;
  let written = 0;

  const { drawImage } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.drawImage = function (...given) {
    drawn = performance.now();
    return drawImage.apply(this, given);
  };

  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...more) {
    if (message.pixels && !taken.size) this.addEventListener("message", heard);
    taken.set(message.id, { drawn, sent: performance.now() });
    return postMessage.call(this, message, ...more);
  };

  // How long the disk takes of it: a scan lies there before it is answered.
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    const made = transaction.apply(this, given);
    const began = performance.now();
    if (given[0].includes("queue") && given[1] === "readwrite") made.addEventListener("complete", () => (written = performance.now() - began));
    return made;
  };

  function heard({ data }) {
    const frame = taken.get(data.id);
    if (data.text && frame && data.text !== read?.text) read = { ...frame, text: data.text, decode: performance.now() - frame.sent };
  }

  addEventListener("DOMContentLoaded", () => {
    const verdict = document.querySelector("[data-part=verdict]");
    if (!verdict) return;
    new MutationObserver(() => {
      if (verdict.hidden || !read || read.told) return;
      const one = read;
      one.told = true;
      requestAnimationFrame(() => setTimeout(() => verdicts.push({ at: performance.now(), total: performance.now() - one.drawn, decode: one.decode, disk: written, picture: one.sent - one.drawn })));
    }).observe(verdict, { attributes: true, childList: true, subtree: true, characterData: true });
  });

  function roster() {
    return new Promise((resolve) => {
      const opening = indexedDB.open("multaqa-door");
      opening.onsuccess = () => {
        const asked = opening.result.transaction("facts").objectStore("facts").get("roster");
        asked.onsuccess = () => {
          opening.result.close();
          resolve(Boolean(asked.result?.live?.complete));
        };
      };
    });
  }

  function search(text) {
    const field = document.querySelector("[data-part=find-text]");
    const list = document.querySelector("[data-part=find-results]");
    return new Promise((resolve) => {
      let began = 0;
      setTimeout(() => (began = performance.now()), PAUSE); // rings just before the page's own
      const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
      });
      watch.observe(list, { childList: true });
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  window.measured = { verdicts, roster, search };
})();
