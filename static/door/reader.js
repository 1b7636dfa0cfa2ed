// The worker that reads QR codes out of pictures; the wasm comes from our own address, never from a CDN.

import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm";

const OPTIONS = { formats: ["QRCode"], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 1 };

prepareZXingModule({
  overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? wasm : prefix + path) },
  fireImmediately: true,
}).then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error) }),
);

addEventListener("message", async ({ data: { id, pixels, width, height } }) => {
  const found = await readBarcodes(new ImageData(pixels, width, height), OPTIONS).catch(() => []);
  postMessage({ id, text: found.find((code) => code.isValid)?.text ?? null });
});
