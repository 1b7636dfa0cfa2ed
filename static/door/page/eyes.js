// The camera as the page uses it: read, zoomed, lit, turned, and asleep when nothing moves.

import { createCamera } from "../camera.js";
import { createFrames } from "../frames.js";
import { readPhoto } from "../photo.js";
import { createReading } from "../reading.js";
import { createStill } from "../still.js";
import { createZoom } from "../zoom.js";

// onCode(text) hears what is read; sleeps() says whether the camera may rest. Gives {start, stop, wake, turn, photo, state}.
export function createEyes({ worker, part, screen, say, onCode, sleeps = () => true }) {
  const video = part("video");
  const still = createStill();
  const seen = { state: "lost", decoder: true };
  let sleeping = false;
  let lamp = null; // keeps the screen on while the door is awake

  const reading = createReading({ worker, onFailed: failed });
  const camera = createCamera({ video, onState: changed });
  const zoom = createZoom({ camera, video });
  createFrames({ video, reading, onCode: noticed, onPicture: watched, zoom: zoom.cut });

  function failed() {
    seen.decoder = false;
    screen.notice("decoder", say("decoder_failed"));
  }

  async function changed(state) {
    seen.state = state;
    screen.notice("camera", state !== "live" && say(`camera_${state}`));
    part("torch").hidden = !camera.hasTorch();
    part("torch").setAttribute("aria-pressed", "false");
    part("zoom").hidden = state !== "live";
    if (state !== "live") return;
    await zoom.apply();
    showZoom();
    part("turn").hidden = (await camera.list()).length < 2;
  }

  function noticed(text) {
    still.touch(performance.now());
    onCode(text);
  }

  function watched(pixels) {
    if (still.see(pixels, performance.now()) && sleeps()) sleep();
  }

  function sleep() {
    sleeping = true;
    camera.stop();
    lamp?.release();
    lamp = null;
    screen.asleep(true);
  }

  async function wake() {
    still.touch(performance.now());
    if (!sleeping) return;
    await start();
  }

  async function start() {
    sleeping = false;
    screen.asleep(false);
    lamp ??= (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    await camera.start();
  }

  function stop() {
    camera.stop();
    lamp = null; // the browser takes it back itself when the page is hidden
  }

  function showZoom() {
    part("zoom-word").textContent = `${zoom.times()}×`;
  }

  async function toggleTorch() {
    const lit = part("torch").getAttribute("aria-pressed") !== "true";
    await camera.setTorch(lit);
    part("torch").setAttribute("aria-pressed", String(lit));
  }

  part("torch").addEventListener("click", toggleTorch);
  part("turn").addEventListener("click", camera.next);
  part("zoom").addEventListener("click", async () => {
    await zoom.step();
    showZoom();
  });

  return { start, stop, wake, turn: camera.face, photo: (file) => readPhoto(file, reading), state: () => ({ ...seen }) };
}
