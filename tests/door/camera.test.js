import assert from "node:assert/strict";
import { test } from "node:test";

import { createCamera } from "../../static/door/camera.js";
import { fit, isDark, middle } from "../../static/door/frames.js";
import { createReading } from "../../static/door/reading.js";
import { createStill } from "../../static/door/still.js";
import { createZoom } from "../../static/door/zoom.js";

class Track extends EventTarget {
  stopped = false;
  constructor(deviceId = "back") {
    super();
    this.deviceId = deviceId;
  }
  stop() {
    this.stopped = true;
  }
  getSettings() {
    return { deviceId: this.deviceId };
  }
}

function memory() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
  };
}

// A phone whose camera opens as `openings` say: a track, or the name of an error.
function phone(openings, storage = memory()) {
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
    enumerateDevices: async () => ["back", "front"].map((deviceId) => ({ kind: "videoinput", deviceId })),
  };
  const camera = createCamera({ video, media, storage, onState: (state) => states.push(state), schedule: (act) => planned.push(act) });
  const pass = async () => {
    for (const act of planned.splice(0)) await act();
  };
  return { camera, quality, asked, states, pass };
}

test("the camera on the back is asked for first, then the next one, which is kept", async () => {
  const storage = memory();
  const { camera, asked, states } = phone([], storage);
  await camera.start();
  await camera.next();
  assert.deepEqual(asked.map((wish) => [wish.facingMode?.ideal, wish.deviceId?.exact]), [["environment", undefined], [undefined, "front"]]);
  assert.deepEqual(states, ["live", "live"]);
  const later = phone([], storage);
  await later.camera.start();
  assert.equal(later.asked[0].deviceId.exact, "front");
});

test("the front camera is turned on for a while, then what was chosen before", async () => {
  const storage = memory();
  storage.setItem("door.camera", "back");
  const { camera, asked } = phone([], storage);
  await camera.face("user");
  await camera.face("environment");
  assert.deepEqual(asked.map((wish) => [wish.facingMode?.ideal, wish.deviceId?.exact]), [["user", undefined], [undefined, "back"]]);
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
  const storage = memory();
  storage.setItem("door.camera", "unplugged");
  const { camera, asked, states, pass } = phone(["OverconstrainedError"], storage);
  await camera.start();
  await pass();
  assert.deepEqual(states, ["lost", "live"]);
  assert.equal(asked[1].facingMode.ideal, "environment");
});

test("without a secure address there is no camera, and that is said", async () => {
  const states = [];
  const nothing = { video: {}, media: null, storage: memory(), schedule: () => undefined };
  await createCamera({ ...nothing, onState: (state) => states.push(state) }).start();
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

test("zoomed, the middle of the picture is read", () => {
  assert.deepEqual(middle(1280, 720, 1), { width: 1280, height: 720, x: 0, y: 0 });
  assert.deepEqual(middle(1280, 720, 2), { width: 640, height: 360, x: 320, y: 180 });
});

function zoomed(range, refuses = false) {
  const set = [];
  const video = { style: new Map() };
  video.style.setProperty = video.style.set;
  const setZoom = async (times) => (refuses ? Promise.reject(new Error("no")) : set.push(times));
  return { set, zoom: createZoom({ camera: { zooms: () => range, setZoom }, video, storage: memory() }) };
}

test("the lens zooms where it can, else the picture is cut", async () => {
  const lens = zoomed({ min: 1, max: 5 });
  assert.equal(await lens.zoom.step(), 2);
  assert.deepEqual([lens.set, lens.zoom.cut()], [[2], 1]);
  const refusing = zoomed({ min: 1, max: 5 }, true);
  await refusing.zoom.step();
  assert.equal(refusing.zoom.cut(), 2);
  const none = zoomed(null);
  assert.deepEqual([await none.zoom.step(), await none.zoom.step(), await none.zoom.step()], [2, 3, 1]);
  assert.equal(none.zoom.cut(), 1);
});

const grey = (light) => new Uint8ClampedArray(64 * 48 * 4).fill(light);

test("a dark picture is brightened, and stays so until there is light", () => {
  assert.deepEqual([isDark(grey(20)), isDark(grey(60))], [true, false]);
  assert.deepEqual([isDark(grey(80), true), isDark(grey(240), true)], [true, false]);
});

test("a door where nothing moves falls asleep; a hand, a touch and a lamp keep it awake", () => {
  const still = createStill(1_000);
  assert.equal(still.see(grey(90), 0), false);
  assert.equal(still.see(grey(92), 900), false);
  assert.equal(still.see(grey(91), 1_000), true);
  assert.equal(still.see(grey(140), 1_100), false);
  still.touch(1_900);
  assert.equal(still.see(grey(140), 2_200), false);
  assert.equal(still.see(grey(140), 2_900), true);
});

test("each picture gets its own text, and a worker that hangs is asked anew", async () => {
  const worker = new EventTarget();
  const sent = [];
  worker.postMessage = (message) => sent.push(message);
  const tell = (data) => worker.dispatchEvent(Object.assign(new Event("message"), { data }));
  let now = 0;
  const reading = createReading({ worker, onFailed: assert.fail, clock: () => now });
  const picture = () => ({ pixels: new Uint8ClampedArray(4), width: 1, height: 1 });
  assert.equal(reading.isBusy(), true);
  tell({ ready: true });
  const both = [reading.read(picture()), reading.read(picture())];
  await new Promise(setImmediate);
  tell({ id: sent[1].id, text: "two" });
  tell({ id: sent[0].id, text: "one" });
  assert.deepEqual(await Promise.all(both), ["one", "two"]);
  const lost = reading.read(picture());
  await new Promise(setImmediate);
  assert.equal(reading.isBusy(), true);
  now = 6_000;
  assert.equal(reading.isBusy(), false);
  assert.equal(await lost, null);
});
