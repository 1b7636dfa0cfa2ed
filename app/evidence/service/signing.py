"""Signing the PDFs of a pack with an organisation's certificate (PAdES), where the extra `signing` is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from app.evidence.exports import Entry
from app.kernel.errors import Refusal
from app.kernel.i18n import N_

FIELD = "Organisation"


class NoSigning(Refusal):
    """The optional package is not installed."""

    code = "no-signing"
    message = N_("Signing PDFs needs the extra “signing”: pip install pyhanko.")


class BadCertificate(Refusal):
    """A file that holds no certificate with its key, or a passphrase that does not open it."""

    code = "bad-certificate"
    message = N_("This certificate cannot be opened: a PKCS #12 file and its passphrase are needed.")


@dataclass(frozen=True)
class Certificate:
    """An organisation's certificate with its key: a PKCS #12 file and its passphrase."""

    content: bytes
    passphrase: str

    @classmethod
    def read(cls, file: Path, passphrase: str) -> Certificate:
        """Take it from a file and hold it to its passphrase; raises NoSigning or BadCertificate."""
        one = cls(file.read_bytes(), passphrase)
        _signer(one)
        return one


def signed(entries: Iterable[Entry], certificate: Certificate) -> Iterator[Entry]:
    """The same files, every PDF among them signed; a signature holds its moment, so two runs differ."""
    signer = _signer(certificate)
    for entry in entries:
        yield Entry(entry.path, _sign(entry.content, signer)) if entry.path.endswith(".pdf") else entry


def _signer(certificate: Certificate) -> Any:
    try:
        from pyhanko.sign import signers  # optional: most installations sign nothing
    except ImportError as missing:
        raise NoSigning from missing
    try:
        return signers.SimpleSigner.load_pkcs12_data(certificate.content, (), certificate.passphrase.encode())
    except ValueError as wrong:
        raise BadCertificate from wrong


def _sign(content: bytes, signer: Any) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # optional, as above
    from pyhanko.sign import signers  # optional, as above
    from pyhanko.sign.fields import SigSeedSubFilter  # optional, as above

    target = BytesIO()
    how = signers.PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES)
    sign = signers.PdfSigner(how, signer).sign_pdf
    with ThreadPoolExecutor(1) as apart:  # it runs an event loop, which a thread that has one already refuses
        apart.submit(sign, IncrementalPdfFileWriter(BytesIO(content)), output=target).result()
    return target.getvalue()
