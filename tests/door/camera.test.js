import assert from "node:assert/strict";
import { test } from "node:test";

import { createCamera } from "../../static/door/camera.js";
import { fit } from "../../static/door/frames.js";

class Track extends EventTarget {
  stopped = false;
  stop() {
    this.stopped = true;
  }
  getSettings() {
    return { deviceId: "back" };
  }
}

// A phone whose camera opens as `openings` say: a track, or the name of an error.
function phone(openings) {
  const asked = [];
  const states = [];
  const planned = [];
  const quality = { totalVideoFrames: 0 };
  const video = { paused: false, play: async () => undefined, getVideoPlaybackQuality: () => quality };
  const media = {
    async getUserMedia({ video: wish }) {
      asked.push(wish);
      const next = openings.shift() ?? new Track();
      if (typeof next === "string") throw Object.assign(new Error(next), { name: next });
      return { getTracks: () => [next], getVideoTracks: () => [next] };
    },
  };
  const camera = createCamera({ video, media, onState: (state) => states.push(state), schedule: (act) => planned.push(act) });
  const pass = async () => {
    for (const act of planned.splice(0)) await act();
  };
  return { camera, quality, asked, states, pass };
}

test("the camera on the back is asked for first, a chosen one by its id", async () => {
  const { camera, asked, states } = phone([]);
  await camera.start();
  await camera.start("front");
  assert.deepEqual(asked.map((wish) => [wish.facingMode?.ideal, wish.deviceId?.exact]), [["environment", undefined], [undefined, "front"]]);
  assert.deepEqual(states, ["live", "live"]);
});

test("a stream that ends is opened again by itself", async () => {
  const first = new Track();
  const { camera, states, pass } = phone([first]);
  await camera.start();
  first.dispatchEvent(new Event("ended"));
  await pass();
  assert.deepEqual(states, ["live", "lost", "live"]);
});

test("a picture that stands still is opened again by itself", async () => {
  const first = new Track();
  const { camera, quality, states, pass } = phone([first]);
  await camera.start();
  quality.totalVideoFrames = 1;
  await pass();
  assert.deepEqual(states, ["live"]);
  await pass();
  await pass();
  assert.deepEqual(states, ["live", "lost", "live"]);
  assert.equal(first.stopped, true);
});

test("a camera that another program holds is tried again", async () => {
  const { camera, states, pass } = phone(["NotReadableError", "NotReadableError"]);
  await camera.start();
  await pass();
  await pass();
  assert.deepEqual(states, ["lost", "lost", "live"]);
});

test("a refused permission is said once and not asked again and again", async () => {
  const { camera, asked, states, pass } = phone(["NotAllowedError"]);
  await camera.start();
  await pass();
  await pass();
  assert.deepEqual(states, ["denied"]);
  assert.equal(asked.length, 1);
});

test("when the chosen camera is gone, any other will do", async () => {
  const { camera, asked, states, pass } = phone(["OverconstrainedError"]);
  await camera.start("unplugged");
  await pass();
  assert.deepEqual(states, ["lost", "live"]);
  assert.equal(asked[1].facingMode.ideal, "environment");
});

test("without a secure address there is no camera, and that is said", async () => {
  const states = [];
  await createCamera({ video: {}, media: null, onState: (state) => states.push(state), schedule: () => undefined }).start();
  assert.deepEqual(states, ["insecure"]);
});

test("a stopped camera stays stopped", async () => {
  const first = new Track();
  const { camera, asked, pass } = phone([first]);
  await camera.start();
  camera.stop();
  first.dispatchEvent(new Event("ended"));
  await pass();
  await pass();
  assert.equal(first.stopped, true);
  assert.equal(asked.length, 1);
});

test("large pictures are read smaller, small ones as they are", () => {
  assert.deepEqual(fit(1280, 720), { width: 960, height: 540 });
  assert.deepEqual(fit(1080, 1920), { width: 540, height: 960 });
  assert.deepEqual(fit(640, 480), { width: 640, height: 480 });
});
