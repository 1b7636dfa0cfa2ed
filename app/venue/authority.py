"""The laptop's own certificate authority: it vouches for local names and private addresses, never for the internet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LOCAL_NAMES = ("local", "localhost", "home.arpa", "internal")
LOCAL_NETWORKS = tuple(
    IPv4Network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
)

_AUTHORITY_DAYS, _AUTHORITY_RENEWED = 730, 60
_SERVER_DAYS, _SERVER_RENEWED = 90, 30  # phones refuse more than 825 days
_EARLIER = timedelta(days=2)  # clocks at a venue without internet may be off
_USAGE = {
    "digital_signature": False, "content_commitment": False, "key_encipherment": False,
    "data_encipherment": False, "key_agreement": False, "key_cert_sign": False, "crl_sign": False,
    "encipher_only": False, "decipher_only": False,
}  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A certificate with its key, as they stand in one file that only its owner reads."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in pairs, as phones show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(" ").upper()

    @property
    def name(self) -> str:
        """What phones call it in their settings."""
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    @property
    def der(self) -> bytes:
        """The certificate alone, in the form that phones take."""
        return self.certificate.public_bytes(Encoding.DER)


def have_authority(folder: Path, host: str, now: datetime) -> Kept:
    """The authority of this folder, made on first use and anew 60 days before its end; ValueError for a spoilt file."""
    path = folder / "authority.pem"
    kept = _read(path)
    if kept and kept.certificate.not_valid_after_utc - now > timedelta(days=_AUTHORITY_RENEWED):
        return kept
    key = generate_private_key(SECP256R1())
    name = f"Multaqa venue {host} {now:%Y-%m-%d}"
    return _write(path, Kept(_authority(key, name[:64], now), key))


def have_certificate(
    folder: Path, authority: Kept, names: Sequence[str], addresses: Sequence[IPv4Address], now: datetime
) -> Path:
    """A file with key and certificate for these names and addresses, made anew when they differ or its end is near."""
    path = folder / "server.pem"
    kept = _read(path)
    if kept and _serves(kept.certificate, authority, names, addresses, now):
        return path
    key = generate_private_key(SECP256R1())
    _write(path, Kept(_server(key.public_key(), authority, names, addresses, now), key))
    return path


def is_local(name: str) -> bool:
    """True for a name that the authority can vouch for."""
    return name.endswith(tuple(f".{one}" for one in LOCAL_NAMES)) or name in LOCAL_NAMES


def is_private(address: IPv4Address) -> bool:
    """True for an address that the authority can vouch for."""
    return any(address in network for network in LOCAL_NETWORKS)


def _authority(key: EllipticCurvePrivateKey, name: str, now: datetime) -> x509.Certificate:
    subject = _name(name)
    permitted = [*map(x509.DNSName, LOCAL_NAMES), *map(x509.IPAddress, LOCAL_NETWORKS)]
    return (
        _begun(subject, subject, key.public_key(), now, _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(**{**_USAGE, "key_cert_sign": True, "crl_sign": True}), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .sign(key, hashes.SHA256())
    )


def _server(
    key: EllipticCurvePublicKey,
    authority: Kept,
    names: Sequence[str],
    addresses: Sequence[IPv4Address],
    now: datetime,
) -> x509.Certificate:
    issuer = authority.certificate.subject
    alternatives = [*map(x509.DNSName, names), *map(x509.IPAddress, addresses)]
    return (
        _begun(_name("Multaqa"), issuer, key, now, _SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{**_USAGE, "digital_signature": True}), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
        )
        .sign(authority.key, hashes.SHA256())
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _serves(
    certificate: x509.Certificate,
    authority: Kept,
    names: Sequence[str],
    addresses: Sequence[IPv4Address],
    now: datetime,
) -> bool:
    held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    theirs = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    return (
        set(held.get_values_for_type(x509.DNSName)) == set(names)
        and set(held.get_values_for_type(x509.IPAddress)) == set(addresses)
        and theirs == ours
        and certificate.not_valid_before_utc <= now
        and certificate.not_valid_after_utc - now > timedelta(days=_SERVER_RENEWED)
    )


def _read(path: Path) -> Kept | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    key = load_pem_private_key(content, None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError(f"{path} holds another kind of key than the one that was written there")
    return Kept(x509.load_pem_x509_certificate(content), key)


def _write(path: Path, kept: Kept) -> Kept:
    """Put key and certificate in one file, whole or not at all, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = path.with_suffix(".new")
    coming.unlink(missing_ok=True)
    with open(coming, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(kept.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.write(kept.certificate.public_bytes(Encoding.PEM))
        file.flush()
        os.fsync(file.fileno())
    coming.replace(path)
    return kept
