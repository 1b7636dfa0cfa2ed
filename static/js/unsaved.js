// Leaving a half-filled form asks first; what was typed is not lost by a slip.

/** Watch every `<form data-unsaved>` below `root`. */
export function warnBeforeLoss(root) {
  const changed = new Set();
  root.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) changed.add(form);
  });
  root.addEventListener("submit", (event) => changed.delete(event.target));
  addEventListener("beforeunload", (event) => {
    if (changed.size > 0) event.preventDefault();
  });
}
