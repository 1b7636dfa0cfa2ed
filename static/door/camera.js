// The camera's stream: opened, chosen, lit, zoomed, and opened again by itself when it dies.

const CHECK_EVERY = 2_000;
const LONGEST_PAUSE = 15_000;
const WISH = { width: { ideal: 1280 }, height: { ideal: 720 } };
const KEPT = "door.camera";

// onState hears "live", "lost", "denied", "missing" or "insecure"; only after "denied" and "insecure" it gives up.
// The camera that somebody chose is kept in `storage` until it is gone.
export function createCamera({ video, media = navigator.mediaDevices, storage = localStorage, onState, schedule = setTimeout }) {
  let stream = null;
  let wanted = false;
  let chosen = storage.getItem(KEPT);
  let facing = "environment";
  let failures = 0;
  let lastPicture = -1;

  async function start() {
    if (!media?.getUserMedia) return onState("insecure");
    wanted = true;
    release();
    try {
      stream = await media.getUserMedia({ audio: false, video: constraints(chosen, facing) });
    } catch (error) {
      return failed(error);
    }
    if (!wanted) return release();
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => track === current() && again("lost"));
    video.srcObject = stream;
    await video.play().catch(() => undefined); // some browsers play only after a touch; the watch below tries again
    failures = 0;
    return onState("live");
  }

  function choose(deviceId) {
    chosen = deviceId;
    storage.setItem(KEPT, deviceId);
    return start();
  }

  // The one after the camera that runs; a phone has three or four.
  async function next() {
    const cameras = await list();
    const place = cameras.findIndex(({ deviceId }) => deviceId === running());
    if (cameras.length > 1) await choose(cameras[(place + 1) % cameras.length].deviceId);
  }

  // "user" turns to who stands before the screen, "environment" back to what was chosen before.
  function face(side) {
    facing = side;
    chosen = side === "user" ? null : storage.getItem(KEPT);
    return start();
  }

  function failed(error) {
    if (error.name === "NotAllowedError" || error.name === "SecurityError") return onState("denied");
    if (chosen && error.name === "OverconstrainedError") {
      chosen = null; // that camera was unplugged: any other will do
      storage.removeItem(KEPT);
    }
    return again(error.name === "NotFoundError" ? "missing" : "lost");
  }

  function again(state) {
    release();
    onState(state);
    failures += 1;
    schedule(() => wanted && !stream && start(), Math.min(LONGEST_PAUSE, 250 * 2 ** failures));
  }

  // A stream can freeze without ending (another app took the camera, the phone slept): no new picture tells. The
  // video's time does not: it goes on in Chromium when all tracks have ended.
  function watch() {
    if (wanted && stream) {
      if (video.paused) video.play().catch(() => undefined);
      const pictures = video.getVideoPlaybackQuality().totalVideoFrames;
      if (pictures === lastPicture) again("lost");
      else lastPicture = pictures;
    }
    schedule(watch, CHECK_EVERY);
  }

  function stop() {
    wanted = false;
    release();
  }

  function release() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    lastPicture = -1;
  }

  const current = () => stream?.getVideoTracks()[0];
  const can = () => current()?.getCapabilities?.() ?? {};
  const running = () => current()?.getSettings().deviceId;
  const set = (wish) => current()?.applyConstraints({ advanced: [wish] });

  async function list() {
    const devices = await media.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput");
  }

  schedule(watch, CHECK_EVERY);
  return {
    start, stop, next, face, list, running,
    hasTorch: () => Boolean(can().torch),
    setTorch: (lit) => set({ torch: lit }),
    zooms: () => can().zoom ?? null, // {min, max, step} where the lens itself zooms
    setZoom: (zoom) => set({ zoom }),
  };
}

function constraints(deviceId, facing) {
  return deviceId ? { ...WISH, deviceId: { exact: deviceId } } : { ...WISH, facingMode: { ideal: facing } };
}
