// What is on the door's screen. All words come in from outside; nothing here decides anything.

import { bdi, make, setIcon, setText } from "./page/elements.js";

const LONG_NAME = 22; // characters that still stand large on a narrow phone
const SOON = 150; // milliseconds: an answer that comes within them needs no word that it is awaited

export function createScreen(root, sprite) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const verdict = part("verdict");
  const notices = new Map();
  let awaited = null;

  // shown: as answer() gives it. acts: the names of the buttons that are offered.
  function show(shown, acts = []) {
    if (!verdict.hidden) clear();
    verdict.className = `verdict ${shown.tone}`;
    setIcon(part("mark"), sprite, `mark-${shown.tone}`);
    part("word").textContent = shown.word;
    part("name").replaceChildren(...shown.names.map(bdi));
    part("name").classList.toggle("long", shown.names.some(({ text }) => text.length > LONG_NAME));
    part("photo").src = shown.photo || "data:,";
    part("photo").hidden = !shown.photo;
    setText(part("who"), shown.function);
    setText(part("where"), shown.where);
    setText(part("category"), shown.category);
    part("category").style.setProperty("--category", shown.colour);
    setText(part("since"), shown.since);
    setText(part("advice"), shown.advice);
    part("rehearsal").hidden = !shown.rehearsal;
    for (const button of part("verdict-acts").children) button.hidden = !acts.includes(button.dataset.act);
    verdict.hidden = false;
    speak(shown.spoken);
  }

  // Emptied first: the same words twice are to be spoken twice.
  function speak(text) {
    part("spoken").textContent = "";
    requestAnimationFrame(() => (part("spoken").textContent = text));
  }

  // Scrolled back while nothing else has changed: afterwards the browser would lay out the page for it, and then again.
  function clear() {
    if (!verdict.hidden) verdict.scrollTop = 0;
    verdict.hidden = true;
  }

  function photo(data) {
    part("photo").src = data;
    part("photo").hidden = !data;
  }

  function say(text) {
    clearTimeout(awaited);
    if (part("idle").textContent !== text) part("idle").textContent = text;
  }

  // Said when the answer takes its time.
  function sayWaiting(text) {
    clearTimeout(awaited);
    awaited = setTimeout(say, SOON, text);
  }

  // A lasting state (no camera, a wrong clock): said until it is over, each under its own name.
  function notice(name, text) {
    if ((notices.get(name) ?? "") === (text || "")) return;
    if (text) notices.set(name, text);
    else notices.delete(name);
    part("notices").replaceChildren(...[...notices.values()].map((words) => make("p", { textContent: words })));
  }

  function rehearsal(is) {
    root.classList.toggle("rehearsing", is);
    part("rehearsal-band").hidden = !is;
  }

  function unsent(number) {
    part("unsent-number").textContent = number;
    part("unsent").classList.toggle("waiting", number > 0);
  }

  function asleep(is) {
    root.classList.toggle("asleep", is);
    part("asleep").hidden = !is;
  }

  function muted(silent) {
    part("mute").setAttribute("aria-pressed", String(silent));
    setIcon(part("mute-icon"), sprite, silent ? "volume-x" : "volume-2");
  }

  return { part, show, clear, photo, say, sayWaiting, speak, notice, rehearsal, unsent, asleep, muted };
}
