"""PDFs signed with an organisation's certificate: whole, trusted by its root, and every change seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto.x509 import Certificate as Der
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.evidence.exports import Entry
from app.evidence.service.signing import BadCertificate, Certificate, signed
from app.kernel.pdf import A4, Paper, Style, shape

BORN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def organisation() -> tuple[bytes, Der]:
    """A certificate of its own for the test: PKCS #12 with the passphrase `open`, and its root."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Région de Nouakchott")])
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(BORN).not_valid_after(BORN + timedelta(days=36500))
        .add_extension(usage, critical=True).add_extension(x509.BasicConstraints(True, None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    kept = pkcs12.serialize_key_and_certificates(
        b"organisation", key, made, None, BestAvailableEncryption(b"open")
    )
    return kept, Der.load(made.public_bytes(Encoding.DER))


def paper() -> bytes:
    """A page with Arabic on it."""
    drawn = Paper("قائمة الحضور", "ar", A4, "rtl")
    drawn.text(shape("قائمة الحضور", Style(14)), 300, 600, "right")
    return drawn.bytes()


def validated(signature: Any, context: ValidationContext) -> Any:
    """What the library says of a signature; in a thread, as a browser's tests leave an event loop in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(validate_pdf_signature, signature, context).result()


def test_pdfs_are_signed_and_other_files_stay(organisation: tuple[bytes, Der], tmp_path: Path) -> None:
    kept, root = organisation
    (tmp_path / "org.p12").write_bytes(kept)
    certificate = Certificate.read(tmp_path / "org.p12", "open")
    entries = [Entry("lists/a.pdf", paper()), Entry("lists/a.csv", b"a,b")]
    pdf, csv = signed(entries, certificate)
    assert csv == entries[1]
    assert pdf.content.startswith(entries[0].content), (
        "the page itself is what it was; the signature follows it"
    )
    context = ValidationContext(trust_roots=[root])
    (signature,) = PdfFileReader(BytesIO(pdf.content)).embedded_signatures
    found = validated(signature, context)
    assert found.bottom_line
    assert found.coverage.name == "ENTIRE_FILE"
    for at in (len(entries[0].content) // 2, 200):
        mutant = bytearray(pdf.content)
        mutant[at] ^= 1
        (signature,) = PdfFileReader(BytesIO(bytes(mutant)), strict=False).embedded_signatures
        assert not validated(signature, context).intact


def test_a_certificate_that_does_not_open_is_refused_in_words(
    organisation: tuple[bytes, Der], tmp_path: Path
) -> None:
    file = tmp_path / "org.p12"
    file.write_bytes(organisation[0])
    with pytest.raises(BadCertificate):
        Certificate.read(file, "wrong")
    file.write_bytes(b"no certificate")
    with pytest.raises(BadCertificate):
        Certificate.read(file, "open")
