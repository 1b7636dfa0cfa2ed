// Light for the sun, dark for the night: as the device has it, unless somebody chose.

const KEPT = "door.light";
const CHOICES = ["auto", "day", "night"];

// The style sheet reads `data-shade` of the page: "day" or "night".
export function createLight({ root = document.documentElement, storage = localStorage, dark = matchMedia("(prefers-color-scheme: dark)") } = {}) {
  let choice = CHOICES.includes(storage.getItem(KEPT)) ? storage.getItem(KEPT) : "auto";

  function show() {
    root.dataset.shade = choice === "auto" ? (dark.matches ? "night" : "day") : choice;
  }

  function next() {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    storage.setItem(KEPT, choice);
    show();
  }

  dark.addEventListener("change", show);
  show();
  return { next, chosen: () => choice };
}
