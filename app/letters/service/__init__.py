"""What is done with words: kept, filled in, sent to one or to many, put on paper and proved."""

from app.letters.service.batching import begin_letters, issue_many
from app.letters.service.composing import Drawn, composed, head, sample, worded
from app.letters.service.drawing import draw
from app.letters.service.heading import keep_picture, save_letterhead, send_picture
from app.letters.service.issuing import fetched, issue, preview, reissue, release, withdraw
from app.letters.service.proofs import NewProof, new_proof, withdraw_proof
from app.letters.service.sending import (
    AlreadySent,
    NobodyThere,
    compose_sending,
    drop_draft,
    save_draft,
    send,
    starting_words,
)
from app.letters.service.sharing import Shared, for_event, for_person
from app.letters.service.special import Special, make_specially
from app.letters.service.wording import check_words, reset_words, save_words

__all__ = [
    "AlreadySent",
    "Drawn",
    "NewProof",
    "NobodyThere",
    "Shared",
    "Special",
    "begin_letters",
    "check_words",
    "compose_sending",
    "composed",
    "draw",
    "drop_draft",
    "fetched",
    "for_event",
    "for_person",
    "head",
    "issue",
    "issue_many",
    "keep_picture",
    "make_specially",
    "new_proof",
    "preview",
    "reissue",
    "release",
    "reset_words",
    "sample",
    "save_draft",
    "save_letterhead",
    "save_words",
    "send",
    "send_picture",
    "starting_words",
    "withdraw",
    "withdraw_proof",
    "worded",
]
