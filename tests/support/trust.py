"""A home for Chromium in which it trusts one more authority, as a phone does after its owner installed it.

Chromium on Linux reads what its user trusts from a database of NSS; NSS itself, which comes with Chromium, writes it.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

from tests.support.keeper import ROOT


def home_that_trusts(folder: Path, authority: Path) -> Path:
    """Make a home in `folder` that trusts the authority (DER); RuntimeError where NSS refuses."""
    database = folder / ".pki" / "nssdb"
    database.mkdir(parents=True)
    # In a process of its own: NSS is one for all of a process, and stays.
    command = [sys.executable, "-m", "tests.support.trust", str(database), str(authority)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"NSS took no authority: {done.stdout}{done.stderr}")
    return folder


class _Item(ctypes.Structure):
    _fields_ = (("type", ctypes.c_uint), ("data", ctypes.c_char_p), ("length", ctypes.c_uint))


class _Trust(ctypes.Structure):
    _fields_ = (("ssl", ctypes.c_uint), ("email", ctypes.c_uint), ("object", ctypes.c_uint))


TRUSTED_CA = 1 << 4 | 1 << 3  # CERTDB_TRUSTED_CA and CERTDB_VALID_CA


def write(database: str, authority: bytes) -> None:
    """Create the database with this one authority, trusted for servers."""
    nss = ctypes.CDLL(find_library("nss3") or "libnss3.so")
    for name in ("CERT_GetDefaultCertDB", "CERT_NewTempCertificate", "PK11_GetInternalKeySlot"):
        getattr(nss, name).restype = ctypes.c_void_p
    _well(nss.NSS_InitReadWrite(f"sql:{database}".encode()))
    slot = ctypes.c_void_p(nss.PK11_GetInternalKeySlot())
    _well(nss.PK11_InitPin(slot, None, b"") if nss.PK11_NeedUserInit(slot) else 0)
    known = ctypes.c_void_p(nss.CERT_GetDefaultCertDB())
    item = _Item(0, authority, len(authority))
    certificate = ctypes.c_void_p(nss.CERT_NewTempCertificate(known, ctypes.byref(item), None, 0, 1))
    _well(nss.PK11_ImportCert(slot, certificate, ctypes.c_ulong(0), b"venue", 0))
    trust = _Trust(TRUSTED_CA, 0, 0)
    _well(nss.CERT_ChangeCertTrust(known, certificate, ctypes.byref(trust)))
    nss.CERT_DestroyCertificate(certificate)
    nss.PK11_FreeSlot(slot)
    _well(nss.NSS_Shutdown())


def _well(status: int) -> None:
    if status != 0:
        raise RuntimeError("a call of NSS failed")


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]).read_bytes())
