// The page's side of the worker that reads codes: pictures go over, texts come back, each to whom it belongs.

const STUCK = 5_000; // a worker that has not answered by then is asked anew

// onFailed(word) hears that the decoder could not start. read() gives the text, or null for a picture without a code;
// twice: whether a picture with a lamp in it is looked at once more.
export function createReading({ worker, onFailed, clock = () => performance.now() }) {
  const waiting = new Map();
  let ready = false;
  let last = 0;
  let whenReady;
  const started = new Promise((resolve) => (whenReady = resolve));

  worker.addEventListener("message", ({ data }) => {
    if (data.failed) return onFailed(data.failed);
    if (data.ready) ready = true;
    whenReady();
    waiting.get(data.id)?.done(data.text ?? null);
    waiting.delete(data.id);
    return undefined;
  });
  worker.addEventListener("error", (event) => onFailed(event.message));

  async function read({ pixels, width, height, twice = true }) {
    await started;
    const id = (last += 1);
    const answer = new Promise((resolve) => waiting.set(id, { done: resolve, asked: clock() }));
    worker.postMessage({ id, pixels, width, height, twice }, [pixels.buffer]);
    return answer;
  }

  // True while a picture is being read, so that a slow phone is not given more than it can take.
  function isBusy() {
    for (const [id, { done, asked }] of waiting) {
      if (clock() - asked < STUCK) continue;
      waiting.delete(id);
      done(null);
    }
    return !ready || waiting.size > 0;
  }

  return { read, isBusy };
}
