// One scan from what was read to its answer: asked where the settings want it, recorded, shown, and open to undo.

export const UNDOABLE = new Set(["admitted", "already_in", "left", "kept"]);

// asked() → {checkpoint, direction}. onWaiting(), onAnswer(line, result) and onDone(lines) hear how it goes.
export function createScans({ door, asked, onWaiting, onAnswer, onDone }) {
  let latest = 0; // an answer that comes when another person already stands here is not shown

  // what: {code} or {registration}, with what the person at the door added to it.
  async function scan(what) {
    const line = { ...asked(), ...what };
    const mine = (latest += 1);
    onWaiting();
    const judged = await door.judge(line);
    const result = judged.ask && !line[judged.ask] ? judged : await door.record(line);
    if (!result) return null; // the pairing is over, which the page says by itself
    const kept = result.line ?? line;
    if (mine === latest) onAnswer(kept, result);
    if (!line.corrects && result !== judged) onDone(UNDOABLE.has(result.outcome) ? [kept] : []);
    return result;
  }

  // Each of them gets a line of its own; one answer for all: how many were let in, and who was not.
  async function scanAll(people) {
    const mine = (latest += 1);
    onWaiting();
    const results = [];
    for (const { registration } of people) {
      const result = await door.record({ ...asked(), registration, ...CONFIRMED });
      if (result) results.push(result);
    }
    if (mine === latest) onAnswer({ together: results.length }, together(results));
    onDone(results.filter((result) => UNDOABLE.has(result.outcome)).map((result) => result.line));
  }

  // Each line taken back at the place where it was made.
  async function undo(lines, reason = "") {
    const mine = (latest += 1);
    onWaiting();
    let last = null;
    for (const line of lines) last = await door.record(correction(line, reason));
    if (last && mine === latest) onAnswer(last.line, lines.length > 1 ? { ...last, person: null } : last);
  }

  return { scan, scanAll, undo };
}

// Who chose a whole delegation has looked: early or elsewhere is not asked once more.
const CONFIRMED = { early: true, elsewhere: true };

export function correction({ id, code, registration, checkpoint, direction }, reason) {
  const who = code ? { code } : { registration };
  return { ...who, checkpoint, direction, corrects: id, ...(reason ? { reason } : {}) };
}

// One answer for many: how many went in, and who did not.
export function together(results) {
  const refused = results.filter((result) => !UNDOABLE.has(result.outcome));
  return { admitted: results.length - refused.length, refused: refused.map(({ person }) => person), rehearsal: results.some(({ rehearsal }) => rehearsal) };
}
