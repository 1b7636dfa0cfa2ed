// The order of a form's questions by drag and by arrow keys; beside it stand buttons that need no script.

/** Where a question would stand when it is let go at this height: before which line of which list. */
function targetOf(lists, y) {
  for (const list of lists) {
    const lines = [...list.children];
    for (const [index, line] of lines.entries()) {
      const box = line.getBoundingClientRect();
      if (y < box.top + box.height / 2) return { list, index, before: line };
    }
    if (y < list.parentElement.getBoundingClientRect().bottom) return { list, index: lines.length, before: null };
  }
  const list = lists[lists.length - 1];
  return { list, index: list.children.length, before: null };
}

class Builder {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("[data-place]");
    for (const handle of root.querySelectorAll(".builder-handle")) {
      handle.hidden = false;
      handle.addEventListener("keydown", (event) => this.key(event));
      handle.addEventListener("pointerdown", (event) => this.drag(event));
    }
    // After a step the page comes back at the question that moved: reading and keys go on there.
    // The browser itself goes to the fragment once all is loaded, and would take the focus away again.
    const moved = location.hash.startsWith("#q-") ? document.getElementById(location.hash.slice(1)) : null;
    const handle = moved?.querySelector(".builder-handle");
    if (document.readyState === "complete") handle?.focus();
    else addEventListener("load", () => requestAnimationFrame(() => handle?.focus()));
  }

  key(event) {
    const step = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!step) return;
    event.preventDefault();
    event.currentTarget.closest("li").querySelector(`button[value="${step}"]`)?.click();
  }

  drag(start) {
    const line = start.currentTarget.closest("li");
    const handle = start.currentTarget;
    handle.setPointerCapture(start.pointerId);
    const lists = [...this.root.querySelectorAll("[data-section]")];
    const from = line.nextElementSibling;
    const home = line.parentElement;
    line.classList.add("builder-dragged");
    let moved = false;
    const move = (event) => {
      moved ||= Math.abs(event.clientY - start.clientY) > 5;
      if (!moved) return;
      const { list, before } = targetOf(lists, event.clientY);
      if (before !== line) list.insertBefore(line, before);
    };
    const end = (event) => {
      handle.removeEventListener("pointermove", move);
      line.classList.remove("builder-dragged");
      if (event.type === "pointercancel") home.insertBefore(line, from);
      else if (moved && (line.parentElement !== home || line.nextElementSibling !== from)) this.place(line);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  }

  place(line) {
    const fields = this.form.elements;
    fields.key.value = line.dataset.key;
    fields.section.value = line.parentElement.dataset.section;
    fields.index.value = [...line.parentElement.children].indexOf(line);
    this.form.submit();
  }
}

for (const root of document.querySelectorAll("[data-builder]")) new Builder(root);
