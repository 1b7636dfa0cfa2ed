"""The line to the mail server: secured, signed in, kept for a batch, opened anew when it broke."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.mail.rules import Unreachable, judge
from app.mail.service import line
from app.mail.service.line import Line
from config import Smtp
from tests.support.keeper import free_port
from tests.support.smtp import Mailbox


@dataclass(frozen=True)
class Identity:
    """A server's key and certificate for 127.0.0.1, signed by itself."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """As the server uses it."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.certificate, self.key)
        return made


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """A fresh certificate for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("identity")
    found = Identity(folder / "certificate.pem", folder / "key.pem")
    found.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    found.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return found


@contextmanager
def serving(**options: Any) -> Iterator[Mailbox]:
    """A mail server with these settings of aiosmtpd."""
    mailbox = Mailbox(free_port())
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **options)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def only_with_password(
    _server: object, _session: object, _envelope: object, _how: str, given: Any
) -> AuthResult:
    """Let in who knows the password."""
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (b"multaqa", b"right")
    return AuthResult(success=right, handled=False)


def message(number: int = 0) -> EmailMessage:
    """A small mail."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", f"Mail {number}"
    made.set_content("text")
    return made


def send(smtp: Smtp, *numbers: int) -> None:
    """So many mails over one line."""
    with Line(smtp, "multaqa.example") as open_line:
        for number in numbers or (0,):
            open_line.send(message(number), "a@example.org", "b@example.org")


def test_starttls_and_a_password_let_mails_through(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(identity.certificate))
    options = {"tls_context": identity.context(), "authenticator": only_with_password, "auth_required": True}
    with serving(**options, require_starttls=True) as mailbox:
        smtp = Smtp("127.0.0.1", mailbox.port, user="multaqa", password="right", security="starttls")
        send(smtp)
        assert len(mailbox.mails) == 1
        with pytest.raises(Unreachable) as caught:
            send(Smtp("127.0.0.1", mailbox.port, user="multaqa", password="wrong", security="starttls"))
        assert judge(caught.value).detail.startswith("535")


def test_tls_from_the_first_byte_lets_mails_through(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(identity.certificate))
    with serving(ssl_context=identity.context()) as mailbox:
        send(Smtp("127.0.0.1", mailbox.port, security="tls"))
        assert len(mailbox.mails) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(
    identity: Identity, security: str
) -> None:
    options = "ssl_context" if security == "tls" else "tls_context"
    with serving(**{options: identity.context()}) as mailbox:
        with pytest.raises(Unreachable) as caught:
            send(Smtp("127.0.0.1", mailbox.port, security=security))
        assert judge(caught.value).detail == "SSLCertVerificationError"
        assert not mailbox.mails


def test_a_server_without_starttls_gets_no_mail_in_the_clear(mailbox: Mailbox) -> None:
    with pytest.raises(Unreachable):
        send(Smtp("127.0.0.1", mailbox.port, security="starttls"))
    assert not mailbox.mails


def test_one_line_serves_a_whole_batch_and_a_new_one_is_opened_when_it_broke(mailbox: Mailbox) -> None:
    peers: list[object] = []

    async def note(_server: object, session: Any, _envelope: object, address: str, _options: object) -> str:
        peers.append(session.peer)
        _envelope.mail_from = address  # type: ignore[attr-defined]
        return "250 OK"

    mailbox.handle_MAIL = note  # type: ignore[attr-defined]
    with Line(Smtp("127.0.0.1", mailbox.port), "multaqa.example") as open_line:
        for number in range(3):
            open_line.send(message(number), "a@example.org", "b@example.org")
        assert len(set(peers)) == 1
        assert open_line._server is not None
        assert open_line._server.sock is not None
        open_line._server.sock.shutdown(socket.SHUT_RDWR)
        open_line.send(message(3), "a@example.org", "b@example.org")
    assert len(set(peers)) == 2
    assert [str(mail["Subject"]) for mail in mailbox.mails] == [f"Mail {number}" for number in range(4)]


def test_a_server_that_says_nothing_holds_a_mail_up_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with pytest.raises(Unreachable) as caught:
            send(Smtp("127.0.0.1", silent.getsockname()[1]))
        assert judge(caught.value).kind == "unreachable"


def test_a_server_that_hangs_up_in_the_middle_breaks_the_line_not_the_mail() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_hang_up_at_data, args=(server,))
        thread.start()
        with pytest.raises(smtplib.SMTPServerDisconnected) as caught:
            send(Smtp("127.0.0.1", server.getsockname()[1]))
        thread.join()
    fault = judge(caught.value)
    assert (fault.permanent, fault.kind) == (False, "broken")


def _hang_up_at_data(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rwb") as file:
        file.write(b"220 hello\r\n")
        file.flush()
        for said in file:
            if said.upper().startswith(b"DATA"):
                return
            file.write(b"250 fine\r\n")
            file.flush()
