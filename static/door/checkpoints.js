// Which checkpoint a door stands at by the hour: the twin of suggest() in app/checkin/rules/clocks.py.

export const LEAD = 30 * 60 * 1000;

// The key of the open session whose start is nearest, else the entrance, else what comes next, else the last.
export function suggest(checkpoints, now) {
  const timed = checkpoints
    .filter((point) => point.starts && point.ends)
    .map((point) => ({ key: point.key, starts: Date.parse(point.starts), ends: Date.parse(point.ends) }));
  const opened = timed.filter((point) => point.starts - LEAD <= now && now < point.ends);
  if (opened.length) return opened.reduce((best, next) => (distance(next, now) < distance(best, now) ? next : best)).key;
  const entrance = checkpoints.find((point) => !point.starts);
  const coming = timed.filter((point) => point.starts > now).sort((one, other) => one.starts - other.starts);
  return (entrance ?? coming[0] ?? checkpoints[checkpoints.length - 1]).key;
}

function distance(point, now) {
  return Math.abs(now - point.starts);
}
