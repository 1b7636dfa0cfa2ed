// Questions that depend on answers appear and go as one answers; without this script the server asks them on submit.

/** What was answered at a field: its values, none while it is hidden. */
export function answersOf(form, field) {
  const values = [];
  for (const control of form.querySelectorAll(`[name="${CSS.escape(field)}"]`)) {
    if (control.matches(":disabled")) continue;
    if (control.type === "radio" || control.type === "checkbox") {
      if (control.checked) values.push(control.value === "y" ? "yes" : control.value);
    } else if (control.value.trim() !== "") values.push(control.value.trim());
  }
  return values;
}

/** True when every condition is met: [{field, values}], no values meaning any answer. */
export function isDue(conditions, answers) {
  return conditions.every(({ field, values }) => {
    const given = answers(field);
    return values.length === 0 ? given.length > 0 : given.some((one) => values.includes(one));
  });
}

/** Keep the questions of every `<form data-conditions>` in step with what is answered. */
export function followConditions(root) {
  for (const form of root.querySelectorAll("form[data-conditions]")) {
    const parts = [...form.querySelectorAll("[data-when]")].map((part) => [part, JSON.parse(part.dataset.when)]);
    if (parts.length === 0) continue;
    const follow = () => {
      // In the order of the page: what hangs on a question that just went goes with it.
      for (const [part, conditions] of parts) {
        const due = isDue(conditions, (field) => answersOf(form, field));
        part.hidden = part.disabled = !due;
      }
    };
    form.addEventListener("input", follow);
    form.addEventListener("change", follow);
    follow();
  }
}
