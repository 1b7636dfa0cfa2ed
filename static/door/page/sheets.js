// The sheets that come up from below, one at a time; each closes by its button, by Escape and by a touch beside it.

export function createSheets(root) {
  const dialogs = [...root.querySelectorAll("dialog")];
  for (const dialog of dialogs) {
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || target.closest("[data-close]")) dialog.close();
    });
  }

  function open(name) {
    close();
    const dialog = root.querySelector(`dialog[data-part="${name}"]`);
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  function close() {
    for (const dialog of dialogs) if (dialog.open) dialog.close();
  }

  return { open, close, isOpen: () => dialogs.some((dialog) => dialog.open) };
}
