// The scans that the server has not answered yet. Each lies on the disk under a key of its own from the moment it is
// made until its result came back, so that neither a reload nor a crash loses one.

export const BATCH = 100;
const LONGEST_PAUSE = 60_000;
export const SOON = 100; // milliseconds: the answer is on the screen before the server hears of it
const CLOSING = { 401: "ended", 403: "forbidden" };

// send(lines) resolves to {status, results, retryAfter (seconds)} and rejects when the network gives no answer.
// onResult(line, result) hears each answer once; onChange({lines, closed, unkept}) every change of the queue.
export function createQueue({ store, send, onResult, onChange, schedule = setTimeout, cancel = clearTimeout }) {
  const lines = [];
  const unkept = new Set();
  let closed = null;
  let sending = null;
  let failures = 0;
  let size = BATCH;
  let timer = null;

  async function load() {
    for (const [, line] of await store.entries("queue")) lines.push(line);
    changed();
  }

  function changed() {
    onChange({ lines, closed, unkept: unkept.size });
  }

  // Resolves when the line is on the disk, together with what is to be kept beside it; when it cannot be, it lives in
  // memory only, and onChange says so.
  async function add(line, beside = []) {
    lines.push(line);
    if (!store.kept) unkept.add(line.id);
    await store.write([["queue", line.id, line], ...beside]).catch(() => unkept.add(line.id));
    changed();
    cancel(timer);
    timer = schedule(flush, SOON);
  }

  // One at a time: who asks while a batch is away waits for it.
  function flush() {
    if (closed || lines.length === 0) return Promise.resolve();
    sending ??= sendOne().finally(() => (sending = null));
    return sending;
  }

  async function sendOne() {
    let answer = null;
    do {
      const batch = lines.slice(0, size);
      answer = await send(batch).catch(() => ({ status: 0 }));
      if (!(await settle(batch, answer))) return;
    } while (lines.length > 0);
  }

  // True when the next batch may go at once.
  async function settle(batch, answer) {
    if (answer.status === 200 && (await took(batch, answer.results))) {
      failures = 0;
      size = BATCH;
      return true;
    }
    closed = CLOSING[answer.status] ?? null;
    if (closed) {
      changed();
      return false;
    }
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) isolate(batch);
    failures += 1;
    timer = schedule(flush, pause(failures, answer.retryAfter));
    return false;
  }

  // What has a result is done; true when there was any, else sending at once again would run in circles.
  async function took(batch, results) {
    const answered = new Map(results.map((result) => [result.id, result]));
    const done = batch.filter((line) => answered.has(line.id));
    for (const line of done) {
      lines.splice(lines.indexOf(line), 1);
      unkept.delete(line.id);
    }
    // A line that cannot be forgotten is sent once more after a reload, and answered the same.
    await store.write(done.map((line) => ["queue", line.id, undefined])).catch(() => undefined);
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

  return { load, add, wake, lines, closed: () => closed };
}

function pause(failures, retryAfter = 0) {
  const grown = Math.min(LONGEST_PAUSE, 500 * 2 ** failures);
  return Math.max(retryAfter * 1000, grown * (0.75 + Math.random() / 4));
}
