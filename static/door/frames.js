// Pictures from the camera to the worker that reads them, one at a time and no more than the phone can take.

const LONGEST_EDGE = 960; // enough for a code of 60 px; more only costs battery
const EVERY = 70;

// onCode(text) hears every code that is seen; onPicture(pixels) every picture. zoom() is how much of it is cut away.
export function createFrames({ video, reading, onCode, onPicture = () => undefined, zoom = () => 1 }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });

  async function send() {
    if (document.hidden || video.readyState < 2 || video.paused || reading.isBusy()) return;
    const cut = middle(video.videoWidth, video.videoHeight, zoom());
    const { width, height } = fit(cut.width, cut.height);
    Object.assign(canvas, { width, height });
    context.drawImage(video, cut.x, cut.y, cut.width, cut.height, 0, 0, width, height);
    const { data: pixels } = context.getImageData(0, 0, width, height);
    onPicture(pixels);
    const text = await reading.read({ pixels, width, height });
    if (text) onCode(text);
  }

  setInterval(send, EVERY);
}

// The size at which a picture is read: whole, its longer edge no longer than asked.
export function fit(width, height, longest = LONGEST_EDGE) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

// The middle of a picture that fills it when it is shown `times` as large.
export function middle(width, height, times) {
  const inner = { width: Math.round(width / times), height: Math.round(height / times) };
  return { ...inner, x: Math.round((width - inner.width) / 2), y: Math.round((height - inner.height) / 2) };
}
