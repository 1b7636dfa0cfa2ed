// Small comforts on top of pages that work without them.
import { askFirst } from "./ask-first.js";
import { sayClashes } from "./clashes.js";
import { copyTexts } from "./copy.js";
import { guardForms } from "./submit-once.js";
import { openDialogs } from "./dialog.js";
import { warnBeforeLoss } from "./unsaved.js";
import { keepLive } from "./live.js";
import { livePreview } from "./preview.js";
import { takeInk } from "./ink.js";
import { tickAll } from "./tick-all.js";
import { follow, mark } from "./follow.js";
import { followFigures } from "./figures.js";
import { keepBoard } from "./board.js";
import { ownTime } from "./own-time.js";
import { submitOnChange } from "./submit-on-change.js";

askFirst(document);
copyTexts(document);
guardForms(document);
openDialogs(document);
warnBeforeLoss(document);
takeInk(document);
tickAll(document);
keepLive(document);
submitOnChange(document);
ownTime(document);
mark(document);
follow(document, () => {
  ownTime(document);
  mark(document);
});
keepBoard(document);
livePreview(document);
sayClashes(document);
followFigures(document);

// After a refused form the list of faults is where reading goes on.
document.querySelector("[data-focus]")?.focus();
