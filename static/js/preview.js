// A form with data-preview="id" has its pictures there drawn anew as it changes, before anything is saved.

const PAUSE = 300; // milliseconds of quiet before a picture is asked for

/** Follow every form that names a preview; the pictures take their address and add the form's fields. */
export function livePreview(root) {
  for (const form of root.querySelectorAll("form[data-preview]")) {
    const pictures = root.getElementById(form.dataset.preview)?.querySelectorAll("img[data-side]") ?? [];
    let waiting;
    const draw = () => {
      const fields = new URLSearchParams(new FormData(form));
      fields.delete("csrf_token");
      for (const picture of pictures) {
        fields.set("side", picture.dataset.side);
        picture.src = `${new URL(picture.src).pathname}?${fields}`;
      }
    };
    // Controls that stand beside the pictures belong to the form, though not inside it.
    root.addEventListener("input", (event) => {
      if (event.target.form !== form) return;
      clearTimeout(waiting);
      waiting = setTimeout(draw, PAUSE);
    });
  }
}
