"""What happens with badges: codes are given, revoked and handed over, sheets are printed, papers and designs chosen."""

from app.badges.service.choosing import (
    add_logo,
    choose_design,
    choose_printer,
    drop_logo,
    drop_paper,
    paper_names,
    save_paper,
)
from app.badges.service.codes import (
    NotBlank,
    code_of,
    find_by_code,
    find_valid,
    give_blank,
    hand_over,
    issue,
    listen,
    make_blanks,
    replace,
    revoke,
)
from app.badges.service.content import event_from, faces_from, facts_of
from app.badges.service.drawing import draw_again, index_of
from app.badges.service.previews import preview, test_page
from app.badges.service.printing import NothingToPrint, begin, begin_blanks, print_all, print_one

__all__ = [
    "NotBlank",
    "NothingToPrint",
    "add_logo",
    "begin",
    "begin_blanks",
    "choose_design",
    "choose_printer",
    "code_of",
    "draw_again",
    "drop_logo",
    "drop_paper",
    "event_from",
    "faces_from",
    "facts_of",
    "find_by_code",
    "find_valid",
    "give_blank",
    "hand_over",
    "index_of",
    "issue",
    "listen",
    "make_blanks",
    "paper_names",
    "preview",
    "print_all",
    "print_one",
    "replace",
    "revoke",
    "save_paper",
    "test_page",
]
