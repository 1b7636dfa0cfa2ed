// Pictures from the camera to the worker that reads them, one at a time and no more than the phone can take.

const LONGEST_EDGE = 960; // enough for a code of 60 px; more only costs battery
const EVERY = 70;
const ANSWERING = 250; // after a code was read, so that its answer has the phone for itself; no other comes so soon
const LOOKED_TWICE = 3; // each so-manieth picture without a code, where a lamp may be in it: looking twice costs battery
const DARK = 40; // mean light, of 255, under which a picture is mostly noise
const AGAINST_NOISE = "blur(2px) brightness(4)"; // a code that no single pixel shows any more is there in their means

// onCode(text) hears every code that is seen; onPicture(pixels) every picture. zoom() is how much of it is cut away.
export function createFrames({ video, reading, onCode, onPicture = () => undefined, zoom = () => 1, every = setInterval, clock = () => performance.now() }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });

  let resting = 0; // until then
  let missed = 0; // pictures without a code, one after the other
  let dark = false; // as the picture before this one was: the eye of a camera does not change in a moment

  async function send() {
    if (document.hidden || video.readyState < 2 || video.paused || reading.isBusy() || clock() < resting) return;
    const cut = middle(video.videoWidth, video.videoHeight, zoom());
    const { width, height } = fit(cut.width, cut.height);
    Object.assign(canvas, { width, height });
    context.filter = dark ? AGAINST_NOISE : "none";
    context.drawImage(video, cut.x, cut.y, cut.width, cut.height, 0, 0, width, height);
    const { data: pixels } = context.getImageData(0, 0, width, height);
    dark = isDark(pixels, dark);
    onPicture(pixels);
    const text = await reading.read({ pixels, width, height, twice: missed % LOOKED_TWICE === LOOKED_TWICE - 1 });
    missed = text ? 0 : missed + 1;
    if (!text) return;
    resting = clock() + ANSWERING;
    onCode(text);
  }

  every(send, EVERY);
}

// Whether the next picture needs help; one that was brightened already is judged by that measure.
export function isDark(pixels, brightened = false) {
  let sum = 0;
  let count = 0;
  for (let place = 1; place < pixels.length; place += 4 * 97) {
    sum += pixels[place];
    count += 1;
  }
  return sum / count < (brightened ? DARK * 4 : DARK);
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
