// One box in a table's head ticks the rows; it comes with the script, as it does nothing without.

/** Wire `<input data-tick-all=name>` to the boxes of that name, and show `[data-ticked]` how many are chosen. */
export function tickAll(root) {
  for (const head of root.querySelectorAll("[data-tick-all]")) {
    const boxes = [...head.closest("form, table").querySelectorAll(`input[name="${head.dataset.tickAll}"]`)];
    const shown = head.closest("form, table").querySelector("[data-ticked]");
    const recount = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      head.checked = boxes.length > 0 && ticked === boxes.length;
      head.indeterminate = ticked > 0 && ticked < boxes.length;
      if (shown) shown.textContent = String(ticked);
    };
    head.hidden = false;
    head.addEventListener("change", () => {
      for (const box of boxes) box.checked = head.checked;
      recount();
    });
    for (const box of boxes) box.addEventListener("change", recount);
    recount();
  }
}
