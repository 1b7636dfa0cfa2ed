"""What the laptop is called: from its addresses, from PUBLIC_URL, and what it says when phones could not come."""

from __future__ import annotations

from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509

from app import venue
from app.venue import network
from config import Config, ConfigurationError


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Put the laptop on networks: this machine may have one address or none."""

    def put(*texts: str, name: str = "laptop.local") -> None:
        monkeypatch.setattr(network, "addresses", lambda: [IPv4Address(text) for text in texts])
        monkeypatch.setattr(network, "host_name", lambda: name)

    return put


def prepared(folder: Path, **environ: str) -> venue.Venue:
    """Prepare with these variables set."""
    return venue.prepare(Config.from_environment({**environ, "INSTANCE": str(folder)}), environ)


def held(found: venue.Venue) -> tuple[list[str], list[str]]:
    """Names and addresses in the certificate."""
    certificate = x509.load_pem_x509_certificate(found.pem.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return names.get_values_for_type(x509.DNSName), list(map(str, names.get_values_for_type(x509.IPAddress)))


def test_phones_come_by_the_first_private_address(tmp_path: Path, at) -> None:
    at("8.8.4.4", "192.168.1.20", "10.0.0.5")
    found = prepared(tmp_path)
    assert found.config.public_url == "https://192.168.1.20:8443"
    assert (found.config.host, found.config.port) == ("0.0.0.0", 8443)
    assert found.page_url == "http://192.168.1.20:8080/"
    assert held(found) == (["laptop.local"], ["192.168.1.20", "10.0.0.5", "127.0.0.1"])


def test_settings_count(tmp_path: Path, at) -> None:
    at("192.168.1.20", name="")
    found = prepared(
        tmp_path,
        PORT="9443",
        HOST="192.168.1.20",
        VENUE_PAGE_PORT="81",
        PUBLIC_URL="https://door.local:9443/",
    )
    assert found.config.public_url == "https://door.local:9443"
    assert (found.config.host, found.config.port) == ("192.168.1.20", 9443)
    assert found.page_url == "http://192.168.1.20:81/"
    assert held(found) == (["door.local"], ["192.168.1.20", "127.0.0.1"])


def test_another_address_than_last_time_is_said(tmp_path: Path, at) -> None:
    at("192.168.1.20")
    first = prepared(tmp_path)
    assert first.moved_from == ""
    assert prepared(tmp_path).moved_from == ""
    at("192.168.1.33")
    second = prepared(tmp_path)
    assert second.moved_from == "https://192.168.1.20:8443"
    assert second.authority.fingerprint == first.authority.fingerprint  # phones go on trusting


@pytest.mark.parametrize(
    "environ, words",
    [
        ({}, "on no local network"),
        ({"PUBLIC_URL": "https://meeting.example.org"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "http://laptop.local"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://192.168.9.9"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://laptop.local", "VENUE_PAGE_PORT": "70000"}, "VENUE_PAGE_PORT"),
    ],
)
def test_what_cannot_work_is_said(tmp_path: Path, at, environ: dict[str, str], words: str) -> None:
    at()
    with pytest.raises(ConfigurationError, match=words):
        prepared(tmp_path, **environ)
