// What a scan is answered, decided on the device: the twin of app/checkin/rules/decision.py, which says why each
// rule is as it is. tests/checkin/vectors.json holds the two together.

const MOVING = new Set(["admitted", "already_in", "left"]);
const COUNTABLE = new Set([...MOVING, "not_expected", "not_confirmed"]);

// badge: {registration, category, confirmed?, revoked?} or null. earlier: lines of the scan log, in any order.
// asked: {checkpoint: {key, expected?, by_invitation?, named?} or null, direction, at, override?, corrects?, rehearsal?,
// elsewhere?}; `elsewhere`: who is expected at another place may come in, unless it is by invitation.
export function decide(badge, earlier, asked) {
  if (!asked.checkpoint) return { outcome: "not_allowed" };
  if (!badge) return { outcome: "unknown" };
  const before = scansBefore(badge, earlier, asked);
  const since = insideSince(before);
  if (asked.corrects) return { outcome: since ? "admitted" : "left" };
  if (badge.revoked) return { outcome: "revoked" };
  if (asked.direction === "out") return { outcome: "left" };
  const refused = asked.override ? null : refusal(badge, asked.checkpoint, Boolean(asked.elsewhere));
  if (since) return following(refused, alreadyIn(since));
  if (before.some((scan) => scan.direction === "in")) return following(refused, { outcome: "admitted" });
  return { outcome: refused ?? "admitted" };
}

// `follows`: the badge alone would not have opened here, what happened before did.
function following(refused, answer) {
  return refused ? { ...answer, follows: true } : answer;
}

// The scans that say where people are, oldest first: not refused, not undone, not held, of this mode. What follows from
// another line counts only after one of the same person and place that counts by itself.
export function counted(scans, rehearsal = false) {
  const log = scans.filter((scan) => !scan.held && Boolean(scan.rehearsal) === rehearsal && COUNTABLE.has(scan.outcome));
  const undoing = log.filter((scan) => scan.corrects && MOVING.has(scan.outcome));
  const undone = new Set(undoing.map((scan) => `${scan.corrects} ${scan.registration}`));
  const letIn = new Set();
  return log
    .filter((scan) => !scan.corrects && !undone.has(`${scan.id} ${scan.registration}`))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1))
    .filter((scan) => {
      if (scan.direction === "out") return true;
      const where = `${scan.registration} ${scan.checkpoint}`;
      if (scan.follows || !MOVING.has(scan.outcome)) return letIn.has(where);
      letIn.add(where);
      return true;
    });
}

function scansBefore(badge, earlier, asked) {
  const others = earlier.filter((scan) => scan.id !== asked.corrects);
  return counted(others, Boolean(asked.rehearsal)).filter(
    (scan) =>
      scan.registration === badge.registration &&
      scan.checkpoint === asked.checkpoint.key &&
      Date.parse(scan.at) <= Date.parse(asked.at),
  );
}

function insideSince(before) {
  let since = null;
  for (const scan of before) since = scan.direction === "out" ? null : (since ?? scan);
  return since;
}

function alreadyIn(since) {
  const answer = { outcome: "already_in", first_at: since.at, first_checkpoint: since.checkpoint };
  return since.device ? { ...answer, first_device: since.device } : answer;
}

function refusal(badge, checkpoint, elsewhere) {
  if (badge.confirmed === false) return "not_confirmed";
  if (awaits(checkpoint, badge)) return null;
  return elsewhere && !checkpoint.by_invitation ? null : "not_expected";
}

function awaits(checkpoint, badge) {
  const expected = checkpoint.expected ?? [];
  if (checkpoint.named?.includes(badge.registration)) return true;
  return expected.length > 0 || checkpoint.by_invitation ? expected.includes(badge.category) : true;
}
