// Acts that cannot be taken back ask once more. The server journals them either way.

/** Put the question of a pressed `[data-confirm]` before its form is sent. */
export function askFirst(root) {
  root.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });
}
