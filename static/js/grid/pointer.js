// Dragging: the whole card by mouse, its handle and its lower edge by touch or pen as well.
import { placeOf } from "./layout.js";
import { moved, PIXELS, snapped, stretched } from "./scale.js";

const EDGE = 48; // pixels from the border of the region where it begins to scroll
const STIR = 4; // pixels before a press is a drag

/** Let pointers move cards until the signal; the acts are begin(card), show(place), finish() and giveUp(). */
export function follow(grid, acts, signal) {
  let drag = null;

  grid.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".grid-card:not([data-fixed])");
    const held = event.target.closest(".grid-handle, .grid-stretch");
    if (!card || event.button !== 0 || (!held && event.pointerType !== "mouse")) return;
    if (!held && event.target.closest(".grid-card-move")) return;
    const stretching = Boolean(event.target.closest(".grid-stretch"));
    drag = { card, stretching, from: placeOf(card), x: event.clientX, y: event.clientY, scrolled: 0, live: false };
    drag.id = event.pointerId;
    if (held) event.preventDefault();
  });

  grid.addEventListener("dragstart", (event) => event.preventDefault()); // a link would be dragged by the browser

  window.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    if (!drag.live && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < STIR) return;
    if (!drag.live) {
      drag.live = true;
      acts.begin(drag.card);
      grid.setPointerCapture?.(drag.id);
    }
    drag.scrolled += scrollNear(grid.closest(".grid-region"), event);
    const minutes = snapped((event.clientY - drag.y + drag.scrolled) / PIXELS);
    if (drag.stretching) acts.show(stretched(drag.from, minutes));
    else acts.show({ ...moved(drag.from, minutes), room: roomAt(grid, event.clientX) ?? drag.from.room });
  }, { signal });

  window.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    if (drag.live) {
      swallowClick(grid);
      acts.finish();
    }
    drag = null;
  }, { signal });

  window.addEventListener("pointercancel", () => {
    if (drag?.live) acts.giveUp();
    drag = null;
  }, { signal });

  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag?.live) return;
    acts.giveUp();
    drag = null;
  }, { signal });
}

function roomAt(grid, x) {
  const found = [...grid.querySelectorAll(".grid-room")].find((room) => {
    const box = room.getBoundingClientRect();
    return x >= box.left && x < box.right;
  });
  return found?.dataset.room;
}

/** Scroll a region when the pointer comes near its border; by how many pixels down. */
function scrollNear(region, event) {
  const box = region.getBoundingClientRect();
  const down = event.clientY > box.bottom - EDGE ? 12 : event.clientY < box.top + EDGE ? -12 : 0;
  const across = event.clientX > box.right - EDGE ? 12 : event.clientX < box.left + EDGE ? -12 : 0;
  const before = region.scrollTop;
  region.scrollBy(across, down);
  return region.scrollTop - before;
}

// A drag that ends on a link is no press on it.
function swallowClick(grid) {
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  grid.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => grid.removeEventListener("click", stop, { capture: true }), 0);
}
