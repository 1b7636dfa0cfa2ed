// Acts that cannot be taken back ask once more. The server journals them either way.

import { readMark } from "../door/core/mark.js";

/** Put the question of a pressed `[data-confirm]` before its form is sent, and that of `[data-unsent]` where this
 * browser is a door whose scans are not sent yet. */
export function askFirst(root) {
  root.addEventListener("submit", (event) => {
    const { confirm: always, unsent } = event.submitter?.dataset ?? {};
    const question = always ?? (unsent && readMark(localStorage)?.unsent > 0 ? unsent : "");
    if (question && !confirm(question)) event.preventDefault();
  });
}
