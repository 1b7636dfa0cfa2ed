"""What becomes of words, files and errors on their way into a mail; no server, no database."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.clock import Instant
from app.mail import rules
from app.mail.rules import Attachment, Composed, Fault, Unreachable, judge
from app.mail.rules.pauses import PAUSES

NOW = Instant(datetime(2027, 1, 20, 9, 0, tzinfo=UTC))
PICTURE = Attachment("code.png", "image/png", b"\x89PNG", content_id="code")
SESSIONS = Attachment("جلسات.ics", "text/calendar; method=PUBLISH; charset=utf-8", b"BEGIN:VCALENDAR\r\n")
MAIL = Composed(
    subject="تمت الموافقة على تسجيلك",
    text="مرحبا\nرابطك: https://multaqa.example/p/abc",
    html='<html dir="rtl" lang="ar"><p>مرحبا <img src="cid:code"></p></html>',
    attachments=(PICTURE, SESSIONS),
    sender_name="الملتقى السنوي",
    reply_to="contact@example.org",
)


def wire(composed: Composed = MAIL, **changed: str) -> tuple[bytes, EmailMessage]:
    """The bytes of a mail and what a reader makes of them."""
    facts = {"sender": "post@example.org", "recipient": "amina@example.mr", "language": "ar", **changed}
    made = rules.mime(composed, message_id="<1@example.org>", date=NOW, **facts)
    sent = made.as_bytes()
    return sent, cast(EmailMessage, message_from_bytes(sent, policy=default))


def shape(part: EmailMessage) -> object:
    """The tree of content types."""
    kind = part.get_content_type()
    return (kind, *(shape(one) for one in part.iter_parts())) if part.is_multipart() else kind


def test_a_mail_has_text_beside_html_with_its_picture_and_files_beside_both() -> None:
    words = ("multipart/alternative", "text/plain", ("multipart/related", "text/html", "image/png"))
    assert shape(wire()[1]) == ("multipart/mixed", words, "text/calendar")


def test_a_mail_without_html_or_files_is_plain_text() -> None:
    assert shape(wire(Composed("Hello", "Hello"))[1]) == "text/plain"


def test_arabic_arrives_whole_though_only_seven_bits_travel() -> None:
    sent, mail = wire()
    assert sent.isascii()
    assert max(len(line) for line in sent.splitlines()) <= 998
    assert mail["Subject"] == MAIL.subject
    assert mail["From"].addresses[0].display_name == MAIL.sender_name
    assert mail.get_body(("plain",)).get_content().splitlines() == MAIL.text.splitlines()
    assert mail.get_body(("html",)).get_content().splitlines() == [MAIL.html]
    assert next(mail.iter_attachments()).get_filename() == "جلسات.ics"


def test_the_calendar_says_its_method_and_keeps_its_line_ends() -> None:
    calendar = next(wire()[1].iter_attachments())
    assert calendar["Content-Type"].params == {"method": "PUBLISH", "charset": "utf-8"}
    assert calendar.get_content_disposition() == "attachment"
    assert calendar.get_payload(decode=True) == SESSIONS.content


def test_the_picture_within_is_found_by_its_content_id() -> None:
    picture = next(part for part in wire()[1].walk() if part.get_content_type() == "image/png")
    assert picture["Content-ID"] == "<code>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_payload(decode=True) == PICTURE.content


def test_answers_go_to_the_contact_and_absence_notes_to_nobody() -> None:
    mail = wire()[1]
    assert mail["Reply-To"].addresses[0].addr_spec == "contact@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "ar"
    assert mail["Message-ID"] == "<1@example.org>"
    assert mail["Date"].datetime == NOW
    assert "Reply-To" not in wire(sender="contact@example.org")[1]


def test_an_arabic_domain_travels_in_the_form_that_every_server_takes() -> None:
    assert wire(recipient="amina@موقع.موريتانيا")[1]["To"].addresses[0].addr_spec.isascii()


@given(st.text(), st.text())
def test_no_word_of_a_subject_or_a_name_becomes_a_header(subject: str, name: str) -> None:
    evil = Composed(f"{subject}\r\nBcc: x@example.org", "text", sender_name=f"{name}\nX-Evil: 1")
    plain = set(wire(Composed("s", "text", sender_name="n"))[1].keys())
    assert set(wire(evil)[1].keys()) == plain


@pytest.mark.parametrize("address", ["a@b.org\r\nBcc: c@d.org", "a@b.org, c@d.org", "", "nobody"])
def test_what_is_no_single_address_is_refused(address: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the library raises several kinds
        wire(recipient=address)
    assert judge(cast(Exception, caught.value)) == Fault(True, "address", type(caught.value).__name__)


@pytest.mark.parametrize("content_type", ["image", "image/png\r\nX: y", "text/calendar; method=a b", ""])
def test_a_content_type_of_another_shape_is_refused(content_type: str) -> None:
    with pytest.raises(ValueError, match="content type"):
        Attachment("a", content_type, b"")


def test_a_file_name_is_one_line_without_a_path() -> None:
    assert Attachment("../../etc/\r\npasswd", "text/plain", b"").filename == "passwd"
    with pytest.raises(ValueError, match="content id"):
        Attachment("a", "image/png", b"", content_id="x>\r\n")


def test_pauses_grow_until_the_mail_has_failed() -> None:
    assert all(shorter < longer for shorter, longer in pairwise(PAUSES))
    assert rules.next_attempt(1, NOW) == NOW + timedelta(minutes=1)
    assert rules.next_attempt(2, NOW) == NOW + timedelta(minutes=5)
    assert rules.next_attempt(rules.MOST_ATTEMPTS - 1, NOW) == NOW + timedelta(days=1)
    assert rules.next_attempt(rules.MOST_ATTEMPTS, NOW) is None


def unreachable(cause: Exception) -> Unreachable:
    """As the line raises it."""
    error = Unreachable()
    error.__cause__ = cause
    return error


NOBODY = smtplib.SMTPRecipientsRefused({"a@b.org": (550, b"5.1.1 <a@b.org>: unknown;\r\n ask x@b.org")})
LATER = smtplib.SMTPRecipientsRefused({"a@b.org": (450, b"4.2.0 greylisted")})


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (NOBODY, Fault(True, "refused", "550 5.1.1 <…>: unknown; ask <…>")),
        (LATER, Fault(False, "postponed", "450 4.2.0 greylisted")),
        (smtplib.SMTPDataError(554, b"no spam"), Fault(True, "refused", "554 no spam")),
        (smtplib.SMTPDataError(452, b"disk full"), Fault(False, "postponed", "452 disk full")),
        (smtplib.SMTPSenderRefused(550, b"not you", "a@b.org"), Fault(True, "refused", "550 not you")),
        (smtplib.SMTPServerDisconnected("a@b.org"), Fault(False, "broken", "SMTPServerDisconnected")),
        (TimeoutError("a@b.org"), Fault(False, "broken", "TimeoutError")),
        (smtplib.SMTPNotSupportedError("x"), Fault(True, "unsupported")),
        (unreachable(ConnectionRefusedError("x")), Fault(False, "unreachable", "ConnectionRefusedError")),
        (
            unreachable(smtplib.SMTPAuthenticationError(535, b"wrong password")),
            Fault(False, "unreachable", "535 wrong password"),
        ),
        (ValueError("a@b.org"), Fault(True, "address", "ValueError")),
    ],
)
def test_only_what_trying_again_cannot_help_is_permanent(error: Exception, fault: Fault) -> None:
    assert judge(error) == fault


def test_a_stored_fault_is_said_in_words_with_its_detail() -> None:
    assert rules.explained(str(Fault(True, "refused", "550 5.1.1 a: b"))) == (
        rules.EXPLAINED["refused"],
        "550 5.1.1 a: b",
    )
    assert rules.explained("") == ("It did not leave.", "")
    assert len(str(Fault(True, "refused", "x" * 600))) == 500
