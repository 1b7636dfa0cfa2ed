"""What is done across subjects: mails to delegates, and the demo."""

from app.front.service.demo import make_demo
from app.front.service.mails import listen, send_links

__all__ = ["listen", "make_demo", "send_links"]
