// Asks why a clash is meant, or says that it is not possible.

/** Show what is in the way; resolves to the reason, or null where the session is to stay. */
export function ask(words, details, mayConfirm) {
  const dialog = document.getElementById("grid-ask");
  const reason = dialog.querySelector("input");
  const yes = dialog.querySelector("[data-ask-yes]");
  dialog.querySelector("[data-ask-words]").textContent = words;
  dialog.querySelector("[data-ask-list]").replaceChildren(...details.map(line));
  dialog.querySelector("[data-ask-reason]").hidden = !mayConfirm;
  yes.hidden = !mayConfirm;
  reason.required = mayConfirm;
  reason.value = "";
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? reason.value.trim() : null), {
      once: true,
    });
  });
}

function line(detail) {
  const item = document.createElement("li");
  item.textContent = Array.isArray(detail) ? `${detail[0]}: ${detail[1]}` : detail;
  return item;
}
