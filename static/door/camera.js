// The camera's stream: opened, chosen, lit, and opened again by itself when it dies.

const CHECK_EVERY = 2_000;
const LONGEST_PAUSE = 15_000;
const WISH = { width: { ideal: 1280 }, height: { ideal: 720 } };

// onState hears "live", "lost", "denied", "missing" or "insecure"; only after "denied" and "insecure" it gives up.
export function createCamera({ video, media = navigator.mediaDevices, onState, schedule = setTimeout }) {
  let stream = null;
  let wanted = false;
  let chosen = null;
  let failures = 0;
  let lastPicture = -1;

  async function start(deviceId = chosen) {
    if (!media?.getUserMedia) return onState("insecure");
    wanted = true;
    chosen = deviceId;
    release();
    try {
      stream = await media.getUserMedia({ audio: false, video: constraints(chosen) });
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

  function failed(error) {
    if (error.name === "NotAllowedError" || error.name === "SecurityError") return onState("denied");
    if (chosen && error.name === "OverconstrainedError") chosen = null; // that camera was unplugged: any other will do
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
  const hasTorch = () => Boolean(current()?.getCapabilities?.().torch);
  const setTorch = (lit) => current()?.applyConstraints({ advanced: [{ torch: lit }] });

  async function list() {
    const devices = await media.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput").map(({ deviceId, label }) => ({ deviceId, label }));
  }

  schedule(watch, CHECK_EVERY);
  return { start, stop, list, hasTorch, setTorch, chosen: () => current()?.getSettings().deviceId };
}

function constraints(deviceId) {
  return deviceId ? { ...WISH, deviceId: { exact: deviceId } } : { ...WISH, facingMode: { ideal: "environment" } };
}
