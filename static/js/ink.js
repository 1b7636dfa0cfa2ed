// A box to sign in: strokes with their times, and the picture of them, are sent with the form.

const LONGEST = 20000;

/** Wire `form[data-ink]`: its canvas is drawn on by finger, pen or mouse; `[data-ink-clear]` begins anew. */
export function takeInk(root) {
  for (const form of root.querySelectorAll("form[data-ink]")) wire(form, form.querySelector("canvas"));
}

function wire(form, canvas) {
  const pen = canvas.getContext("2d");
  let strokes = [];
  let began = 0;
  let points = 0;
  const clear = () => {
    strokes = [];
    points = 0;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#1d2522";
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) * canvas.width) / box.width);
    const y = Math.round(((event.clientY - box.top) * canvas.height) / box.height);
    began ||= event.timeStamp;
    return [x, y, Math.round(event.timeStamp - began)];
  };
  const extend = (event) => {
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
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    strokes.push([place(event)]);
    points += 1;
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", extend);
  form.querySelector("[data-ink-clear]").addEventListener("click", clear);
  form.addEventListener("submit", () => {
    form.elements.strokes.value = JSON.stringify(strokes);
    form.elements.picture.value = canvas.toDataURL("image/png");
  });
  clear();
}
