// Hand scanners (USB, Bluetooth) type what they read, as fast as no hand can, and end with Enter or just stop. They
// are heard everywhere on the page; no field needs the focus.

import { canonical } from "./codes.js";

const PAUSE = 250; // milliseconds between two keys of a scanner at most: Bluetooth and a busy phone stutter
const SHORTEST = 6;

// Keys by their place on the board, for a scanner that types as on an American board while the device is set to
// Arabic or French: what it meant is then in `code`, not in `key`.
const PLACES = { Semicolon: [";", ":"], Minus: ["-", "_"], Slash: ["/", "?"], Period: [".", ">"], Equal: ["=", "+"] };

// onCode(text) hears each scan; schedule and cancel are setTimeout and clearTimeout but in tests.
export function createWedge({ onCode, schedule = setTimeout, cancel = clearTimeout }) {
  let asShown = "";
  let asPlaced = "";
  let last = -Infinity;
  let timer = null;

  function finish() {
    const code = choose(asShown, asPlaced);
    asShown = asPlaced = "";
    if (code.length >= SHORTEST) onCode(code);
    return code.length >= SHORTEST;
  }

  // Without an Enter only a whole code of ours counts: a stutter in the midst of one must not send its half.
  function stop() {
    if (canonical(choose(asShown, asPlaced)) !== null) finish();
  }

  // True when the key ended a scan, so that Enter presses nothing else on the page.
  return function hear(event) {
    const { key, timeStamp } = event;
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    if (timeStamp - last > PAUSE) asShown = asPlaced = "";
    cancel(timer);
    if (key === "Enter" || key === "Tab") return finish();
    const placed = place(event);
    if (!placed) return false;
    last = timeStamp;
    asShown += key.length === 1 ? key : placed;
    asPlaced += placed;
    timer = schedule(stop, PAUSE);
    return false;
  };
}

function place({ key, code = "", shiftKey }) {
  if (/^Key[A-Z]$/.test(code)) return shiftKey ? code[3] : code[3].toLowerCase();
  if (/^(Digit|Numpad)\d$/.test(code)) return code[code.length - 1];
  if (PLACES[code]) return PLACES[code][shiftKey ? 1 : 0];
  return key.length === 1 ? key : "";
}

function choose(asShown, asPlaced) {
  return canonical(asShown) === null && canonical(asPlaced) !== null ? asPlaced : asShown;
}
