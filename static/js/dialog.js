// Links that name a dialog open it in place; without this they lead to a page with the same content.

/** Open `<dialog id=x>` from `<a data-dialog=x>`; the browser keeps focus inside and gives it back. */
export function openDialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && root.getElementById(opener.dataset.dialog);
    if (dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      dialog.showModal();
    }
  });
}
