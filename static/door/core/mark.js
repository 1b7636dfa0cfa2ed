// A mark outside of the door's store says that this browser is a door and what it has not sent, so that a store which
// the browser threw away is missed, and other pages can warn.

const MARK = "door.kept";

export function mark(marks, pairing, unsent) {
  const said = { device: pairing.device, event: pairing.event.slug, unsent };
  try {
    marks.setItem(MARK, JSON.stringify(said));
  } catch {
    // Nothing is kept here at all; the door says so by other means.
  }
}

export function forgetMark(marks) {
  marks.removeItem(MARK);
}

// What was kept by the mark, {device, event, unsent}, or null.
export function readMark(marks) {
  try {
    return JSON.parse(marks.getItem(MARK));
  } catch {
    return null;
  }
}
