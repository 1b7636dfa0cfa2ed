// Somebody signs on this screen. It needs the network: a signature is written down at the server, or said not to be.

import { createInk } from "../../js/ink.js";
import { setText } from "./elements.js";

const CAME = 200;
const NO_INK = 422;
const WORDS = { closed: "sign_closed", rehearsal: "sign_rehearsal", no_place: "sign_no_place" };

export function createSign({ door, part, sheets, people, say, language, place }) {
  const ink = createInk(part("sign-canvas"));
  let shown = null; // who signs, and where this device stood when the sheet was opened

  async function open(person) {
    const asked = { person, checkpoint: place() };
    shown = asked;
    ink.clear();
    part("sign-names").replaceChildren(people.names(person));
    tell({ word: "checking" });
    sheets.open("sign-sheet");
    const answer = await reached(door.pad(person.registration, asked.checkpoint));
    if (shown === asked) tell(answer);
  }

  // What the sheet says, and whether there is a box to sign in.
  function tell({ word = "", title = null, mayDraw = false, done = false }) {
    setText(part("sign-for"), title?.[language] ?? title?.fr ?? "");
    setText(part("sign-done"), done ? say("signed_already") : "");
    setText(part("sign-said"), word && say(word));
    part("sign-box").hidden = !mayDraw;
  }

  // An answer as `tell` takes it; without one nothing was written, and what was drawn stays.
  async function reached(asked, { again = false } = {}) {
    const { status, body } = await asked.catch(() => ({ status: 0, body: null }));
    if (status === NO_INK) return { word: "sign_first", again: true };
    if (status !== CAME) return { word: status ? "sign_refused" : "sign_offline", again };
    const { outcome, title } = body;
    return { word: WORDS[outcome] ?? "", title, mayDraw: outcome === "open", done: outcome === "signed" };
  }

  async function send() {
    const { person, checkpoint } = shown;
    part("sign-send").disabled = true;
    const answer = await reached(door.sign(person.registration, { checkpoint, ...ink.read() }), { again: true });
    part("sign-send").disabled = false;
    if (answer.again) setText(part("sign-said"), say(answer.word));
    else tell(answer);
  }

  part("sign-clear").addEventListener("click", ink.clear);
  part("sign-send").addEventListener("click", send);

  return { open };
}
