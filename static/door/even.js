// A picture with a lamp in it, made even: each pixel against the mean light around it, so that what the glare has
// washed out is black and white again.

const AROUND = 20; // pixels each way: some three modules of a code that is held close
const STRONGER = 6;
const MIDDLE = 128;
const BURNT = 250; // of 255: light that tells nothing more
const SHARE = 0.01;
const STEP = 4 * 97;

// Whether light has burnt a part of the picture out.
export function isGlaring(pixels) {
  let burnt = 0;
  let count = 0;
  for (let place = 1; place < pixels.length; place += STEP) {
    if (pixels[place] >= BURNT) burnt += 1;
    count += 1;
  }
  return burnt > count * SHARE;
}

// RGBA in, grey RGBA out. The means come from sums that slide down the columns and along the rows: what it costs does
// not depend on how far around is looked.
export function evened(pixels, width, height) {
  const made = new Uint8ClampedArray(pixels.length);
  const columns = new Uint32Array(width);
  const addRow = (y, sign) => {
    if (y < 0 || y >= height) return;
    for (let x = 0, place = y * width * 4 + 1; x < width; x += 1, place += 4) columns[x] += sign * pixels[place];
  };
  for (let y = 0; y < AROUND; y += 1) addRow(y, 1);
  for (let y = 0; y < height; y += 1) {
    addRow(y + AROUND, 1);
    addRow(y - AROUND - 1, -1);
    const rows = Math.min(height, y + AROUND + 1) - Math.max(0, y - AROUND);
    evenRow(pixels, made, columns, y * width * 4, rows);
  }
  return made;
}

function evenRow(pixels, made, columns, start, rows) {
  const { length: width } = columns;
  let sum = 0;
  for (let x = 0; x < Math.min(AROUND, width); x += 1) sum += columns[x];
  for (let x = 0; x < width; x += 1) {
    if (x + AROUND < width) sum += columns[x + AROUND];
    if (x > AROUND) sum -= columns[x - AROUND - 1];
    const wide = Math.min(width, x + AROUND + 1) - Math.max(0, x - AROUND);
    const place = start + x * 4;
    const light = (pixels[place + 1] - sum / (rows * wide)) * STRONGER + MIDDLE;
    made[place] = made[place + 1] = made[place + 2] = light;
    made[place + 3] = 255;
  }
}
