// A button that copies the text of a field; hidden where nothing can be copied.
export function copyTexts(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    const word = button.querySelector("span");
    const before = word.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(root.getElementById(button.dataset.copy).value);
      word.textContent = button.dataset.done;
      setTimeout(() => (word.textContent = before), 2000);
    });
  }
}
