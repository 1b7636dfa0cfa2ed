// Pictures from the camera to the worker that reads them, one at a time and no more than the phone can take.

const LONGEST_EDGE = 960; // enough for a code of 60 px; more only costs battery
const EVERY = 70;
const STUCK = 5_000;

export function createFrames({ video, worker, onCode, onFailed, canvas = document.createElement("canvas") }) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let ready = false;
  let asked = 0;

  worker.addEventListener("message", ({ data }) => {
    if (data.failed) return onFailed(data.failed);
    ready = true;
    asked = 0;
    if (data.text) onCode(data.text);
    return undefined;
  });
  worker.addEventListener("error", (event) => onFailed(event.message));

  function send(now = performance.now()) {
    const waiting = asked > 0 && now - asked < STUCK;
    if (!ready || waiting || document.hidden || video.readyState < 2 || video.paused) return;
    const { width, height } = fit(video.videoWidth, video.videoHeight);
    Object.assign(canvas, { width, height });
    context.drawImage(video, 0, 0, width, height);
    const pixels = context.getImageData(0, 0, width, height).data;
    asked = now;
    worker.postMessage({ pixels, width, height }, [pixels.buffer]);
  }

  setInterval(send, EVERY);
}

// The size at which a picture is read: whole, its longer edge no longer than LONGEST_EDGE.
export function fit(width, height) {
  const scale = Math.min(1, LONGEST_EDGE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
