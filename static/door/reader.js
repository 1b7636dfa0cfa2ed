// The worker that reads QR codes out of pictures; the wasm comes from our own address, never from a CDN.

import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm";

import { evened, isGlaring } from "./even.js";

const OPTIONS = { formats: ["QRCode"], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 1 };

prepareZXingModule({
  overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? wasm : prefix + path) },
  fireImmediately: true,
}).then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error) }),
);

addEventListener("message", async ({ data: { id, pixels, width, height, twice = true } }) => {
  const text = await read(pixels, width, height);
  // Only where nothing was read and a lamp is in the picture: the plain case costs nothing more.
  if (text === null && twice && isGlaring(pixels)) return postMessage({ id, text: await read(evened(pixels, width, height), width, height) });
  return postMessage({ id, text });
});

async function read(pixels, width, height) {
  const found = await readBarcodes(new ImageData(pixels, width, height), OPTIONS).catch(() => []);
  return found.find((code) => code.isValid)?.text ?? null;
}
