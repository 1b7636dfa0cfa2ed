"""What the door says, word for word: the page embeds it in its language, the scripts look it up by key."""

from __future__ import annotations

from collections.abc import Mapping

from app.checkin.rules.sheets import CHECK_MESSAGES, SHEET_MESSAGES
from app.kernel.i18n import N_

DOOR_MESSAGES: Mapping[str, str] = {
    # the word of each answer, and one line of what to do
    "admitted": N_("Welcome"),
    "admitted_do": N_("Let them in."),
    "already_in": N_("Already in"),
    "already_in_do": N_("Let them through, unless somebody else uses the badge."),
    "already_in_since": N_("Since %(time)s · %(place)s"),
    "left": N_("Goodbye"),
    "left_do": N_("Their way out is noted."),
    "not_expected": N_("Not expected here"),
    "not_expected_do": N_("The badge is valid, but not for this place. Call the desk."),
    "not_confirmed": N_("Not confirmed"),
    "not_confirmed_do": N_("The registration is not approved. Call the desk."),
    "revoked": N_("Badge cancelled"),
    "revoked_do": N_("Keep the badge, if you can, and call the desk."),
    "unknown": N_("Unknown code"),
    "unknown_do": N_("Scan again, or type the code under the square."),
    "not_allowed": N_("Not from this device"),
    "not_allowed_do": N_("This device may not scan here. Choose another place, or call the desk."),
    "invalid": N_("Not understood"),
    "invalid_do": N_("Scan again. If it stays so, call the desk."),
    "kept": N_("Kept, not checked"),
    "kept_do": N_(
        "No answer from the network. The scan is kept and will be sent: look at the badge yourself."
    ),
    "held": N_("Pairing ended"),
    "held_do": N_("The scan is kept for the desk to decide. Ask the desk for a new link."),
    "undone": N_("Undone"),
    "undone_do": N_("The last scan no longer counts."),
    "checking": N_("One moment…"),
    # the page
    "suggested": N_("now"),
    "ready": N_("Hold a badge before the camera."),
    "rehearsal": N_("Rehearsal: nothing counts"),
    # what is wrong, why, and the next act
    "camera_denied": N_("The camera is not allowed. Allow it in the browser's settings, or type the code."),
    "camera_missing": N_("No camera was found. Type the code, or use a hand scanner."),
    "camera_insecure": N_("The camera needs a secure address (https). Type the code, or use a hand scanner."),
    "camera_lost": N_("The camera stopped. It is being started again…"),
    "decoder_failed": N_("The scanner could not start. Reload the page, or type the code."),
    "not_paired": N_(
        "This device is not paired with an event. Open the pairing link that the desk gave you."
    ),
    "ended": N_(
        "The pairing has ended. Ask the desk for a new link; scans that are not sent stay on this device."
    ),
    "expired": N_(
        "The pairing has reached its end. Ask the desk for a new link; scans that are not sent stay on this device."
    ),
    "withdrawn": N_(
        "The desk has ended this pairing. What was scanned before is delivered, and held for the desk."
    ),
    "forbidden": N_("This device is paired with another event. Ask the desk for a new link."),
    "not_printed": N_("The badge could not be printed. Try again, or ask the desk."),
    "storage_full": N_(
        "This device cannot keep scans: its storage is full or closed. Stay online and tell the desk."
    ),
    "clock_off": N_(
        "The clock of this device is wrong by %(minutes)s minutes. Scans are corrected; set the clock."
    ),
    # pairing
    "pairing": N_("Pairing…"),
    "pair_failed": N_("The link has expired or was withdrawn. Ask the desk for a new one."),
    "pair_no_network": N_("No answer from the network. Try again in a moment."),
    "pair_busy": N_("The door is open in another window of this browser. Close that window, then try again."),
    "pair_unsent": N_(
        "Scans of another event are not sent yet. Open the door and send or save them first, then try again."
    ),
    "other_window": N_(
        "The door is open in another window of this browser. It goes on here when that one closes."
    ),
    "storage_lost": N_(
        "This browser threw away what the door had kept. Scans that were not sent may be lost: tell the desk."
    ),
    "pair_no_storage": N_("This browser keeps nothing (private mode?). Open the link in an ordinary window."),
    **SHEET_MESSAGES,
    **CHECK_MESSAGES,
}
