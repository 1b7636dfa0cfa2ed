"""The line to the mail server: opened when the first mail of a batch needs it, shared by the others."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from functools import partial
from types import TracebackType
from typing import Self

from app.mail.rules import Unreachable
from config import Smtp

TIMEOUT = 20  # seconds for each step of the dialogue; all of them together stay below a claim


class Line:
    """One SMTP connection at a time; a context that hangs up at its end."""

    def __init__(self, smtp: Smtp, own_name: str) -> None:
        """Remember where to call, and as whom; nothing is opened yet."""
        self._smtp, self._own_name = smtp, own_name
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Hand over one mail; raises Unreachable where no line comes about, else smtplib's errors."""
        server = self._open()
        try:
            server.send_message(message, sender, [recipient])
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError):
            if server.sock is None:  # after a 421 smtplib hangs up by itself
                self._server = None
            raise
        except Exception:
            self._hang_up()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._hang_up()

    def _open(self) -> smtplib.SMTP:
        try:
            if self._server is None or not self._still_there(self._server):
                self._server = self._connect()
            return self._server
        except (OSError, ValueError) as error:
            raise Unreachable from error

    def _still_there(self, server: smtplib.SMTP) -> bool:
        """Ask before each further mail: servers hang up on silence, and after so many mails."""
        try:
            return bool(server.noop()[0] == 250)
        except OSError:
            self._hang_up()
            return False

    def _connect(self) -> smtplib.SMTP:
        smtp, trusted = self._smtp, ssl.create_default_context()
        kind = partial(smtplib.SMTP_SSL, context=trusted) if smtp.security == "tls" else smtplib.SMTP
        server = kind(smtp.host, smtp.port, local_hostname=self._own_name, timeout=TIMEOUT)
        try:
            if smtp.security == "starttls":
                server.starttls(context=trusted)
            if smtp.user:
                server.login(smtp.user, smtp.password)
            server.ehlo_or_helo_if_needed()
        except Exception:
            server.close()
            raise
        return server

    def _hang_up(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
