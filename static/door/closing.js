// Closing the door's window while scans are unsent asks once more; they stay on the device either way.

export function warnBeforeClosing(door, page = window) {
  page.addEventListener("beforeunload", (event) => {
    if (door.unsent().length > 0) event.preventDefault();
  });
}
