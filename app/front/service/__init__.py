"""What is done across subjects: mails to delegates, and the demo."""

from app.front.service import changes, invitations, line, mails, sign_ins
from app.front.service.demo import make_demo
from app.front.service.line import end_of_offer
from app.front.service.mails import send_links

__all__ = ["changes", "end_of_offer", "invitations", "listen", "make_demo", "send_links"]


def listen() -> None:
    """Queue a mail for each piece of news."""
    mails.listen()
    line.listen()
    sign_ins.listen()
