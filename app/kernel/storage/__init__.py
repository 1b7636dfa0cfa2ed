"""Uploads: kinds by content, photos written anew, files by random key in a folder or in S3-compatible storage."""

from app.kernel.storage.files import (
    MB,
    MOST,
    SANDBOX,
    QuotaReached,
    StoredFile,
    claim,
    drop,
    find,
    get,
    init_app,
    keep,
    read,
    send,
    sweep,
    used,
)
from app.kernel.storage.kinds import DOCUMENTS, FILES, PDF, PICTURES, FileRefused, Kind

__all__ = [
    "DOCUMENTS",
    "FILES",
    "MB",
    "MOST",
    "PDF",
    "PICTURES",
    "SANDBOX",
    "FileRefused",
    "Kind",
    "QuotaReached",
    "StoredFile",
    "claim",
    "drop",
    "find",
    "get",
    "init_app",
    "keep",
    "read",
    "send",
    "sweep",
    "used",
]
