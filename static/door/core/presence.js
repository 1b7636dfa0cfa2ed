// Who is inside as far as this device knows, across all gates whose scans have come here.

import { counted } from "../decide.js";

export function createPresence({ pairing, known, roster }) {
  let count = { checkpoint: null, rehearsal: false, people: new Set() };

  // The scan by which somebody is inside a checkpoint now, {at, device}; null when they are not.
  function of(registration, checkpoint) {
    let since = null;
    for (const scan of counted(known.scansOf(registration), Boolean(pairing().rehearsal))) {
      if (scan.checkpoint === checkpoint) since = scan.direction === "out" ? null : (since ?? scan);
    }
    return since && { at: since.at, device: since.device ?? "" };
  }

  // Asked after every answer: only who was scanned since is looked at anew.
  function inside(checkpoint) {
    const rehearsal = Boolean(pairing().rehearsal);
    const touched = known.touched();
    const anew = touched === null || count.checkpoint !== checkpoint || count.rehearsal !== rehearsal;
    if (anew) count = { checkpoint, rehearsal, people: new Set() };
    for (const registration of anew ? known.people() : touched) {
      if (of(registration, checkpoint)) count.people.add(registration);
      else count.people.delete(registration);
    }
    return { inside: count.people.size, asOf: roster.state().asOf };
  }

  return { of, inside };
}
