// A double press sends once. The server refuses doubles as well; this only spares people the question.

/** Let every form below `root` be sent once until the page is shown again. */
export function guardForms(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.target) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  // The back button brings the page back as it was left.
  addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of root.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  });
}
