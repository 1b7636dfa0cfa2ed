// Who is inside as far as this device knows, across all gates whose scans have come here.

import { counted } from "../decide.js";

export function createPresence({ pairing, known, roster }) {
  // The scan by which somebody is inside a checkpoint now, {at, device}; null when they are not.
  function of(registration, checkpoint) {
    let since = null;
    for (const scan of counted(known.scansOf(registration), Boolean(pairing().rehearsal))) {
      if (scan.checkpoint === checkpoint) since = scan.direction === "out" ? null : (since ?? scan);
    }
    return since && { at: since.at, device: since.device ?? "" };
  }

  function inside(checkpoint) {
    let number = 0;
    for (const registration of known.people()) if (of(registration, checkpoint)) number += 1;
    return { inside: number, asOf: roster.state().asOf };
  }

  return { of, inside };
}
