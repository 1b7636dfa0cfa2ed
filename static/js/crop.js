// A frame over a photo: moved with pointer or arrow keys, widened with wheel, + and −; the numbers follow, and lead.
import { centred, fitted, heightOf, widened } from "./frame.js";

const STEP = 0.02;
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

class Cropper {
  constructor(box) {
    this.canvas = box.querySelector("canvas");
    this.numbers = [...box.querySelectorAll(".crop-numbers input")];
    this.canvas.setAttribute("aria-label", box.dataset.word);
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("pointerdown", (event) => this.grab(event));
    this.canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    for (const number of this.numbers) number.addEventListener("change", () => this.typed());
  }

  async show(blob) {
    try {
      this.picture = await createImageBitmap(blob, { imageOrientation: "from-image" });
    } catch {
      this.hide(); // not a picture that this browser reads: the server says what it thinks of it
      return;
    }
    const scale = Math.min(480 / this.picture.width, 480 / this.picture.height);
    this.canvas.width = Math.round(this.picture.width * scale);
    this.canvas.height = Math.round(this.picture.height * scale);
    this.canvas.hidden = false;
    this.typed();
  }

  hide() {
    this.picture = undefined;
    this.canvas.hidden = true;
  }

  /** Take the frame from the numbers, or the middle where they say nothing. */
  typed() {
    if (!this.picture) return;
    const said = this.numbers.map((number) => Number.parseFloat(number.value.replace(",", ".")) / 100);
    const [left, top, width] = said;
    this.put(said.every(Number.isFinite) ? fitted({ left, top, width }, this.picture) : centred(this.picture));
  }

  put(frame) {
    this.frame = frame;
    const said = [frame.left, frame.top, frame.width];
    for (const [index, number] of this.numbers.entries()) number.value = (said[index] * 100).toFixed(1);
    this.draw();
  }

  draw() {
    const { canvas, frame, picture } = this;
    const pen = canvas.getContext("2d");
    const [x, y] = [frame.left * canvas.width, frame.top * canvas.height];
    const [w, h] = [frame.width * canvas.width, heightOf(frame.width, picture) * canvas.height];
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    pen.fillStyle = "rgb(0 0 0 / 55%)";
    pen.beginPath();
    pen.rect(0, 0, canvas.width, canvas.height);
    pen.rect(x, y, w, h);
    pen.fill("evenodd");
    pen.strokeStyle = "#fff";
    pen.lineWidth = 2;
    pen.strokeRect(x + 1, y + 1, w - 2, h - 2);
  }

  move(across, down) {
    const { left, top, width } = this.frame;
    this.put(fitted({ left: left + across, top: top + down, width }, this.picture));
    this.tell();
  }

  widen(by) {
    this.put(widened(this.frame, by, this.picture));
    this.tell();
  }

  /** Let the page know that something was changed, as typing does. */
  tell() {
    this.numbers[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  key(event) {
    if (!this.picture) return;
    if (event.key in MOVES) this.move(...MOVES[event.key]);
    else if (event.key === "+" || event.key === "=") this.widen(1.06);
    else if (event.key === "-" || event.key === "−") this.widen(1 / 1.06);
    else return;
    event.preventDefault();
  }

  wheel(event) {
    if (!this.picture || document.activeElement !== this.canvas) return;
    event.preventDefault();
    this.widen(event.deltaY > 0 ? 1 / 1.04 : 1.04);
  }

  grab(event) {
    if (!this.picture) return;
    this.canvas.setPointerCapture(event.pointerId);
    let [x, y] = [event.clientX, event.clientY];
    const drag = (moved) => {
      const size = this.canvas.getBoundingClientRect();
      this.move((moved.clientX - x) / size.width, (moved.clientY - y) / size.height);
      [x, y] = [moved.clientX, moved.clientY];
    };
    const end = () => {
      this.canvas.removeEventListener("pointermove", drag);
      this.canvas.removeEventListener("pointerup", end);
      this.canvas.removeEventListener("pointercancel", end);
    };
    this.canvas.addEventListener("pointermove", drag);
    this.canvas.addEventListener("pointerup", end);
    this.canvas.addEventListener("pointercancel", end);
  }
}

/** Wire every `[data-photo]`: its file inputs feed the frame, and a picture that is kept already fills it. */
export function cropPhotos(root) {
  for (const field of root.querySelectorAll("[data-photo]")) {
    const box = field.querySelector("[data-crop]");
    const cropper = new Cropper(box);
    const inputs = [...field.querySelectorAll('input[type="file"]')];
    for (const input of inputs) {
      input.addEventListener("change", () => {
        for (const other of inputs) if (other !== input) other.value = "";
        for (const number of cropper.numbers) number.value = "";
        if (input.files.length > 0) cropper.show(input.files[0]);
        else cropper.hide();
      });
    }
    if (box.dataset.source) {
      fetch(box.dataset.source, { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.blob() : undefined))
        .then((blob) => blob && cropper.show(blob));
    }
  }
}

/** Say at once that a file is too large, before it is sent: `<input type=file data-most=MB data-too-large=words>`. */
export function checkSizes(root) {
  root.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches?.('input[type="file"][data-most]')) return;
    const large = [...input.files].some((file) => file.size > Number(input.dataset.most) * 1024 * 1024);
    input.setCustomValidity(large ? input.dataset.tooLarge : "");
    if (large) {
      input.reportValidity();
      input.value = "";
    }
  });
}
