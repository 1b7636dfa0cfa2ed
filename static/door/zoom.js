// Once, twice, three times as large: by the lens where it can, else by cutting out the middle of the picture.

const STEPS = [1, 2, 3];
const KEPT = "door.zoom";

export function createZoom({ camera, video, storage = localStorage }) {
  let times = STEPS.find((step) => String(step) === storage.getItem(KEPT)) ?? 1;
  let byLens = false;

  // Called when the camera is live: a new stream knows nothing of what was set before.
  async function apply() {
    const range = camera.zooms();
    byLens = Boolean(range) && range.min <= 1 && range.max >= times;
    if (byLens) byLens = await Promise.resolve(camera.setZoom(times)).then(() => true, () => false);
    video.style.setProperty("--zoom", byLens ? 1 : times);
  }

  async function step() {
    times = STEPS[(STEPS.indexOf(times) + 1) % STEPS.length];
    storage.setItem(KEPT, String(times));
    await apply();
    return times;
  }

  return { apply, step, times: () => times, cut: () => (byLens ? 1 : times) };
}
