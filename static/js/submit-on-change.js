// A filter answers at once; its button stays for those without scripts.

/** Send `<form data-submit-on-change>` below `root` when a choice in it changes, without its empty fields. */
export function submitOnChange(root) {
  for (const form of root.querySelectorAll("form[data-submit-on-change]")) {
    form.querySelector("button[type=submit]").hidden = true;
    form.addEventListener("change", () => {
      for (const field of form.elements) if (field.value === "") field.disabled = true;
      form.requestSubmit();
    });
    // The back button brings the form back as it was sent.
    addEventListener("pageshow", () => {
      for (const field of form.elements) field.disabled = false;
    });
  }
}
