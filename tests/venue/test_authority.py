"""The laptop's authority: kept as a secret, renewed in time, and believed by TLS for local addresses only."""

from __future__ import annotations

import socket
import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import cast

import pytest
from cryptography import x509

from app.venue.authority import Kept, have_authority, have_certificate, is_local, is_private

NOW = datetime.now(UTC)  # TLS of today judges these certificates
HERE = [IPv4Address("192.168.1.20"), IPv4Address("127.0.0.1")]
NAMES = ["laptop.local"]


@pytest.fixture
def authority(tmp_path: Path) -> Kept:
    """An authority that was just made."""
    return have_authority(tmp_path, "laptop", NOW)


def verdict(authority: Kept, pem: Path, host: str) -> str:
    """What a TLS client that trusts the authority says of a server with this certificate; '' when it is content."""
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(pem)
    trusting = ssl.create_default_context(cadata=authority.der)
    ours, theirs = socket.socketpair()

    def serve() -> None:
        try:
            serving.wrap_socket(theirs, server_side=True).close()
        except (ssl.SSLError, OSError):
            theirs.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        trusting.wrap_socket(ours, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    finally:
        ours.close()
        thread.join()
    return ""


def test_a_client_that_trusts_the_authority_is_content_with_its_addresses(
    tmp_path: Path, authority: Kept
) -> None:
    pem = have_certificate(tmp_path, authority, NAMES, HERE, NOW)
    assert [verdict(authority, pem, host) for host in ("192.168.1.20", "127.0.0.1", "laptop.local")] == [
        "",
        "",
        "",
    ]
    assert "mismatch" in verdict(authority, pem, "192.168.1.21")


def test_a_client_that_trusts_another_authority_refuses(tmp_path: Path, authority: Kept) -> None:
    pem = have_certificate(tmp_path, authority, NAMES, HERE, NOW)
    other = have_authority(tmp_path / "other", "laptop", NOW)
    assert "self-signed" in verdict(other, pem, "192.168.1.20") or "issuer" in verdict(
        other, pem, "192.168.1.20"
    )


@pytest.mark.parametrize(
    "name, address, asked",
    [
        ("example.org", "192.168.1.20", "example.org"),
        ("laptop.local.example.org", "192.168.1.20", "laptop.local.example.org"),
        ("laptop.local", "8.8.8.8", "laptop.local"),
        ("laptop.local", "2001:db8::1", "laptop.local"),
    ],
)
def test_a_certificate_for_the_internet_is_refused_even_with_the_authoritys_own_key(
    tmp_path: Path, authority: Kept, name: str, address: str, asked: str
) -> None:
    far = IPv6Address(address) if ":" in address else IPv4Address(address)
    pem = have_certificate(tmp_path, authority, [name], [cast(IPv4Address, far)], NOW)
    assert verdict(authority, pem, asked) == "permitted subtree violation"


def test_keys_are_readable_by_their_owner_only_and_kept(tmp_path: Path, authority: Kept) -> None:
    pem = have_certificate(tmp_path, authority, NAMES, HERE, NOW)
    for path in (tmp_path / "authority.pem", pem):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert have_authority(tmp_path, "laptop", NOW).fingerprint == authority.fingerprint
    before = pem.read_bytes()
    assert have_certificate(tmp_path, authority, NAMES, HERE, NOW).read_bytes() == before


@pytest.mark.parametrize("change", ["address", "name", "time", "authority"])
def test_a_certificate_is_made_anew_when_it_no_longer_serves(
    tmp_path: Path, authority: Kept, change: str
) -> None:
    before = have_certificate(tmp_path, authority, NAMES, HERE, NOW).read_bytes()
    other = have_authority(tmp_path / "other", "laptop", NOW)
    after = have_certificate(
        tmp_path,
        other if change == "authority" else authority,
        ["other.local"] if change == "name" else NAMES,
        [IPv4Address("10.0.0.7")] if change == "address" else HERE,
        NOW + timedelta(days=61) if change == "time" else NOW,
    ).read_bytes()
    assert after != before


def test_an_authority_near_its_end_is_replaced(tmp_path: Path, authority: Kept) -> None:
    assert have_authority(tmp_path, "laptop", NOW + timedelta(days=669)).fingerprint == authority.fingerprint
    assert have_authority(tmp_path, "laptop", NOW + timedelta(days=671)).fingerprint != authority.fingerprint


def test_a_spoilt_file_is_refused_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "authority.pem").write_text("what a full disk left")
    with pytest.raises(ValueError, match="PEM"):
        have_authority(tmp_path, "laptop", NOW)
    assert (tmp_path / "authority.pem").read_text() == "what a full disk left"


def test_a_long_host_name_still_makes_a_name(tmp_path: Path) -> None:
    name = have_authority(tmp_path, "l" * 63, NOW).name
    assert name.startswith("Multaqa venue l")
    assert len(name) == 64


def test_what_is_local_and_private() -> None:
    assert all(map(is_local, ("laptop.local", "localhost", "door.home.arpa")))
    assert not any(map(is_local, ("example.org", "local.org", "notlocal", "")))
    assert all(
        is_private(IPv4Address(text)) for text in ("10.1.2.3", "172.31.0.1", "192.168.0.1", "169.254.3.4")
    )
    assert not any(is_private(IPv4Address(text)) for text in ("172.32.0.1", "8.8.8.8", "100.64.0.1"))


def test_a_phone_accepts_how_long_it_lasts(tmp_path: Path, authority: Kept) -> None:
    pem = have_certificate(tmp_path, authority, NAMES, HERE, NOW)
    held = x509.load_pem_x509_certificate(pem.read_bytes())
    assert held.not_valid_after_utc - held.not_valid_before_utc < timedelta(days=825)
    assert held.not_valid_before_utc < NOW - timedelta(days=1)  # a clock that is a day behind still takes it
