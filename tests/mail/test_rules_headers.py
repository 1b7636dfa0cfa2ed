"""Headers in any script arrive letter for letter, spaces included."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header

from hypothesis import example, given
from hypothesis import strategies as st

from app.mail.rules import Composed, mime

LETTERS = st.text("ابتثجحخ دذرز سش é:·aB 12", min_size=1, max_size=200)
TITLES = LETTERS.map(lambda text: " ".join(text.split())).filter(bool)


@given(TITLES)
@example("دعوة: ورشة العمل (تتمة): المبادرة الأفقية المشتركة للشبكة · الاجتماع السنوي لشبكة المدن المغاربية")
def test_subjects_and_names_arrive_whole(title: str) -> None:
    composed = Composed(subject=title, text="x", sender_name=title, reply_to="desk@example.org")
    message = mime(
        composed, sender="program@example.org", recipient="amina@example.org", message_id="<1@example.org>",
        date=datetime(2027, 1, 28, tzinfo=UTC), language="ar",
    )  # fmt: skip
    content = message.as_bytes()
    head = content.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n"))
    assert message_from_bytes(content, policy=policy.default)["Subject"] == title
    assert message["From"].addresses[0].addr_spec == "program@example.org"
    read = message_from_bytes(content)  # the older reader joins encoded words as RFC 2047 wants it
    assert str(make_header(decode_header(read["Subject"]))) == title
    for name, address in (("From", "program"), ("Reply-To", "desk")):
        shown = str(make_header(decode_header(read[name])))
        assert shown.replace('"', "") == f"{title} <{address}@example.org>"
