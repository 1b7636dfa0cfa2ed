// The frame of a crop, as pure numbers: parts of the picture's sides, held within it, as wide as 4 to 5.

const RATIO = 5 / 4;

/** How high the frame is for a width, in parts of the picture's height. */
export const heightOf = (width, picture) => (width * picture.width * RATIO) / picture.height;

/** The largest frame in the middle, a little above it where faces are. */
export function centred(picture) {
  const width = Math.min(1, (picture.height / RATIO) / picture.width);
  return { left: (1 - width) / 2, top: (1 - heightOf(width, picture)) / 3, width };
}

/** The frame moved and narrowed until it lies within the picture. */
export function fitted(frame, picture) {
  const most = centred(picture).width;
  const width = Math.min(Math.max(frame.width, Math.min(most, 100 / picture.width)), most);
  const down = heightOf(width, picture);
  return {
    left: Math.min(Math.max(frame.left, 0), 1 - width),
    top: Math.min(Math.max(frame.top, 0), Math.max(0, 1 - down)),
    width,
  };
}

/** The frame wider or narrower around its own middle. */
export function widened(frame, by, picture) {
  const width = frame.width * by;
  const left = frame.left - (width - frame.width) / 2;
  const top = frame.top - (heightOf(width, picture) - heightOf(frame.width, picture)) / 2;
  return fitted({ left, top, width }, picture);
}
