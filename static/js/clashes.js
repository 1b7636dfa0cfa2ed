// A form with data-clashes="address" shows there and then what it would clash with, before anything is saved.

const PAUSE = 300; // milliseconds of quiet before it is asked

/** Follow every such form; what is said stands in its [data-clashes-said], and its button for this goes. */
export function sayClashes(root) {
  for (const form of root.querySelectorAll("form[data-clashes]")) {
    const said = form.querySelector("[data-clashes-said]");
    let waiting;
    let asked = 0;
    const ask = async () => {
      const mine = ++asked;
      try {
        const answer = await fetch(form.dataset.clashes, { method: "POST", body: new FormData(form) });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        // A slower answer to an older question must not cover a newer one.
        if (answer.ok && mine === asked) said.replaceChildren(...page.body.childNodes);
      } catch {
        // The network is away: saving says the same later.
      }
    };
    form.querySelector("[data-clashes-button]")?.remove();
    form.addEventListener("input", (event) => {
      if (event.target.closest("textarea, [name^=title], [name=words]")) return;
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
  }
}
