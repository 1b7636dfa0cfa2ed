// The last act can be taken back: for ten seconds at once, afterwards from the list of last scans, with a reason.

const SECONDS = 10;

// onUndo(lines) takes back; onList() opens the list, when nothing can be taken back at once.
export function createUndo({ button, number, word, icon, say, onUndo, onList, every = setInterval, stop = clearInterval }) {
  let lines = [];
  let left = 0;
  let timer = null;

  function offer(scans) {
    forget();
    lines = scans;
    left = SECONDS;
    timer = every(tick, 1_000);
    show();
  }

  function tick() {
    left -= 1;
    if (left <= 0) forget();
    else show();
  }

  function forget() {
    stop(timer);
    lines = [];
    left = 0;
    show();
  }

  function show() {
    const open = lines.length > 0;
    button.classList.toggle("waiting", open);
    number.hidden = !open;
    number.textContent = open ? left : "";
    icon.toggleAttribute("hidden", open);
    word.textContent = say(open ? "undo" : "last_scans");
    button.setAttribute("aria-description", open ? say("undo_left", { seconds: left }) : "");
  }

  button.addEventListener("click", () => {
    if (lines.length === 0) return onList();
    const taken = lines;
    forget();
    return onUndo(taken);
  });

  show();
  return { offer, forget };
}
