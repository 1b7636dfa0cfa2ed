// The door chief's board keeps itself up: it asks every three seconds whether anything changed, and sounds an alarm for
// gates that have gone silent where somebody asked for it.

const EVERY = 3000; // milliseconds
const AGAIN = 10_000; // between two alarms while a gate stays silent
const WISH = "multaqa-board-sound";

/** Keep `[data-board]` below `root` as the server has it. */
export function keepBoard(root) {
  const shown = root.querySelector("[data-board]");
  if (!shown) return;
  const lost = root.querySelector("[data-lost]");
  const alarm = makeAlarm(root.querySelector("[data-alarm]"), root.querySelector("[data-mute]"));
  let mark = shown.dataset.board;

  async function look() {
    try {
      const headers = { "If-None-Match": `"${mark}"` };
      const rests = root.hidden && !alarm.isOn(); // who wants to be called looks elsewhere meanwhile
      const answer = rests ? null : await fetch(location.href, { headers, cache: "no-store" });
      if (answer?.ok) take(await answer.text());
      if (answer) lost.hidden = answer.ok || answer.status === 304;
    } catch {
      lost.hidden = false;
    }
    setTimeout(look, EVERY);
  }

  function take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-board]");
    if (!fresh) return location.reload(); // signed out: the server shows where to sign in
    mark = fresh.dataset.board;
    const open = shown.querySelector("details")?.open;
    shown.replaceChildren(...document.adoptNode(fresh).childNodes);
    if (open) shown.querySelector("details")?.setAttribute("open", "");
    alarm.watch(fresh.dataset.silent);
  }

  alarm.watch(shown.dataset.silent);
  setTimeout(look, EVERY);
}

// Browsers allow sound only after a touch; until then `mute` says so where sound is wanted.
function makeAlarm(button, mute) {
  const context = new AudioContext();
  let silent = "";
  button.hidden = false;
  button.setAttribute("aria-pressed", String(localStorage.getItem(WISH) === "yes"));
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!isOn()));
    localStorage.setItem(WISH, isOn() ? "yes" : "no");
    context.resume().then(sound);
    showMute();
  });
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => context.resume());
  context.addEventListener("statechange", showMute);
  showMute();

  function isOn() {
    return button.getAttribute("aria-pressed") === "true";
  }

  function showMute() {
    mute.hidden = !isOn() || context.state === "running";
  }

  function sound() {
    if (!isOn() || context.state !== "running") return;
    [0, 0.25, 0.5].forEach((after) => tone(context, context.currentTime + after));
  }

  setInterval(() => silent && sound(), AGAIN);
  return {
    isOn,
    watch(names) {
      if (names && names !== silent) sound();
      silent = names;
    },
  };
}

function tone(context, at) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = 880;
  gain.gain.setValueAtTime(0.3, at);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.2);
}
