// A box to sign in: strokes with their times, and the picture of them.

const LONGEST = 20000;

/** Wire `form[data-ink]`: what is drawn goes with the form; `[data-ink-clear]` begins anew. */
export function takeInk(root) {
  for (const form of root.querySelectorAll("form[data-ink]")) {
    const ink = createInk(form.querySelector("canvas"));
    form.querySelector("[data-ink-clear]").addEventListener("click", ink.clear);
    form.addEventListener("submit", () => {
      const { strokes, picture } = ink.read();
      form.elements.strokes.value = JSON.stringify(strokes);
      form.elements.picture.value = picture;
    });
  }
}

/** A canvas that is drawn on by finger, pen or mouse: `{clear(), read() -> {strokes, picture}}`. */
export function createInk(canvas) {
  const pen = canvas.getContext("2d");
  let strokes = [];
  let began = 0;
  let points = 0;

  function clear() {
    strokes = [];
    points = 0;
    began = 0;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#1d2522";
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) * canvas.width) / box.width);
    const y = Math.round(((event.clientY - box.top) * canvas.height) / box.height);
    began ||= event.timeStamp;
    return [x, y, Math.round(event.timeStamp - began)];
  }

  function extend(event) {
    if (!canvas.hasPointerCapture(event.pointerId) || points >= LONGEST) return;
    const own = strokes.at(-1);
    const [fromX, fromY] = own.at(-1);
    const point = place(event);
    own.push(point);
    points += 1;
    pen.beginPath();
    pen.moveTo(fromX, fromY);
    pen.lineTo(point[0], point[1]);
    pen.stroke();
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    strokes.push([place(event)]);
    points += 1;
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", extend);
  clear();
  return { clear, read: () => ({ strokes, picture: canvas.toDataURL("image/png") }) };
}
