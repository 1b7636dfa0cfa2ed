// What a scan is answered, decided on the device: the twin of app/checkin/rules/decision.py, which says why each
// rule is as it is. tests/checkin/vectors.json holds the two together.

const MOVING = new Set(["admitted", "already_in", "left"]);

// badge: {registration, category, confirmed?, revoked?} or null. earlier: lines of the scan log, in any order.
// asked: {checkpoint: {key, expected?, by_invitation?, named?} or null, direction, at, override?, corrects?, rehearsal?}.
export function decide(badge, earlier, asked) {
  if (!asked.checkpoint) return { outcome: "not_allowed" };
  if (!badge) return { outcome: "unknown" };
  const before = scansBefore(badge, earlier, asked);
  const since = insideSince(before);
  if (asked.corrects) return { outcome: since ? "admitted" : "left" };
  if (badge.revoked) return { outcome: "revoked" };
  if (asked.direction === "out") return { outcome: "left" };
  if (since) return alreadyIn(since);
  const letInBefore = before.some((scan) => scan.direction === "in");
  if (letInBefore || asked.override) return { outcome: "admitted" };
  return { outcome: refusal(badge, asked.checkpoint) ?? "admitted" };
}

// The scans that say where people are, oldest first: not refused, not undone, not held, of this mode.
export function counted(scans, rehearsal = false) {
  const log = scans.filter((scan) => !scan.held && Boolean(scan.rehearsal) === rehearsal && MOVING.has(scan.outcome));
  const undone = new Set(log.filter((scan) => scan.corrects).map((scan) => `${scan.corrects} ${scan.registration}`));
  return log
    .filter((scan) => !scan.corrects && !undone.has(`${scan.id} ${scan.registration}`))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1));
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

function refusal(badge, checkpoint) {
  if (badge.confirmed === false) return "not_confirmed";
  return awaits(checkpoint, badge) ? null : "not_expected";
}

function awaits(checkpoint, badge) {
  const expected = checkpoint.expected ?? [];
  if (checkpoint.named?.includes(badge.registration)) return true;
  return expected.length > 0 || checkpoint.by_invitation ? expected.includes(badge.category) : true;
}
