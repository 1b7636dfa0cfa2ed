// Whoever was written down a moment ago waits for a blank badge: the next code that is read becomes theirs.

// onGiven(what) hears the scan that joins the two.
export function createBlankBadge({ door, part, screen, sound, say, language, place, onGiven }) {
  let walkIn = null;

  function wait(written) {
    walkIn = written;
    screen.clear();
    const { ar, latin } = written.names;
    part("pending-name").textContent = (language === "ar" ? ar || latin : latin || ar) ?? "";
    part("pending").hidden = false;
    screen.speak(say("scan_blank"));
  }

  function drop() {
    walkIn = null;
    part("pending").hidden = true;
    part("pending-fault").hidden = true;
  }

  // A badge that somebody has cannot become another's: it is said, and the next one waited for.
  async function give(code) {
    const written = walkIn;
    const judged = await door.judge({ code, checkpoint: place(), direction: "in", walk_in: written });
    const taken = judged.reason === "badge_taken";
    part("pending-fault").hidden = !taken;
    if (taken) return sound.play("wait");
    if (walkIn !== written) return undefined; // two reads of one badge
    drop();
    return onGiven({ code, direction: "in", walk_in: written, early: true, elsewhere: true });
  }

  part("pending-cancel").addEventListener("click", drop);

  return { wait, drop, give, isAwaited: () => walkIn !== null };
}
