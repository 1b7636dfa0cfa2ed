// The scans that the server has not answered yet. Each lies in the device's storage under a key of its own from the
// moment it is made until its result came back, so that neither a reload nor a second tab loses or hides one.

export const BATCH = 100;
const PREFIX = "door.scan.";
const LONGEST_PAUSE = 60_000;
const CLOSING = { 401: "ended", 403: "forbidden" };

// send(lines) resolves to {status, results, retryAfter (seconds)} and rejects when the network gives no answer.
// onResult(line, result) hears each answer once; onChange({unsent, closed, unkept}) every change of the queue.
export function createQueue({ storage, event, send, onResult, onChange, schedule = setTimeout, cancel = clearTimeout }) {
  const prefix = `${PREFIX}${event}.`;
  const lines = restore(storage, prefix);
  const elsewhere = count(storage, PREFIX) - lines.length;
  const unkept = new Set();
  let closed = null;
  let sending = false;
  let failures = 0;
  let size = BATCH;
  let timer = null;

  function changed() {
    onChange({ unsent: lines.length + elsewhere, closed, unkept: unkept.size });
  }

  function add(line) {
    lines.push(line);
    if (!keep(storage, prefix + line.id, line)) unkept.add(line.id);
    changed();
    return wake();
  }

  async function flush() {
    if (sending || closed || lines.length === 0) return;
    sending = true;
    const batch = lines.slice(0, size);
    const answer = await send(batch).catch(() => ({ status: 0 }));
    sending = false;
    await settle(batch, answer);
  }

  function settle(batch, answer) {
    if (answer.status === 200 && took(batch, answer.results)) {
      failures = 0;
      size = BATCH;
      return flush();
    }
    closed = CLOSING[answer.status] ?? null;
    if (closed) return changed();
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) isolate(batch);
    failures += 1;
    timer = schedule(flush, pause(failures, answer.retryAfter));
    return undefined;
  }

  // What has a result is done; true when there was any, else sending at once again would run in circles.
  function took(batch, results) {
    const answered = new Map(results.map((result) => [result.id, result]));
    const done = batch.filter((line) => answered.has(line.id));
    for (const line of done) {
      lines.splice(lines.indexOf(line), 1);
      unkept.delete(line.id);
      storage.removeItem(prefix + line.id);
    }
    changed();
    for (const line of done) onResult(line, answered.get(line.id));
    return done.length > 0;
  }

  // A batch that is refused as a whole is sent in ever smaller parts, so that one bad line never holds up the rest.
  function isolate(batch) {
    size = Math.max(1, Math.floor(batch.length / 2));
    if (batch.length === 1) lines.push(lines.shift());
  }

  function wake() {
    cancel(timer);
    return flush();
  }

  changed();
  return { add, wake };
}

function pause(failures, retryAfter = 0) {
  const grown = Math.min(LONGEST_PAUSE, 500 * 2 ** failures);
  return Math.max(retryAfter * 1000, grown * (0.75 + Math.random() / 4));
}

function restore(storage, prefix) {
  const lines = keys(storage, prefix).map((key) => JSON.parse(storage.getItem(key)));
  return lines.sort((one, other) => (one.at < other.at ? -1 : 1));
}

function count(storage, prefix) {
  return keys(storage, prefix).length;
}

function keys(storage, prefix) {
  return Array.from({ length: storage.length }, (_, place) => storage.key(place)).filter((key) => key.startsWith(prefix));
}

function keep(storage, key, line) {
  try {
    storage.setItem(key, JSON.stringify(line));
    return true;
  } catch {
    return false; // full or closed: the line lives in memory only, and the door says so
  }
}
