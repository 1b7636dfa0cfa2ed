// A code in a photo from the gallery: tried large first, then smaller, because a blurred code reads better small.

import { fit } from "./frames.js";

const EDGES = [2_000, 1_200, 700];

// The text of the code, or null when there is none or the file is no picture.
export async function readPhoto(file, reading, canvas = document.createElement("canvas")) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  for (const edge of EDGES) {
    const { width, height } = fit(picture.width, picture.height, edge);
    Object.assign(canvas, { width, height });
    context.drawImage(picture, 0, 0, width, height);
    const text = await reading.read({ pixels: context.getImageData(0, 0, width, height).data, width, height });
    if (text) return text;
  }
  return null;
}
