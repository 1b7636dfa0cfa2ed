"""What is done with figures: handed out, put into a pack, published, and quorums kept as facts."""

from app.statistics.service.papers import PackFile, UnknownKind, export, files_for_pack, public_pdf
from app.statistics.service.publishing import publish, withdraw
from app.statistics.service.quorum import NoSuchSession, record_quorum, set_basis
from app.statistics.service.report import quorum_said

__all__ = [
    "NoSuchSession", "PackFile", "UnknownKind", "export", "files_for_pack", "public_pdf", "publish", "quorum_said",
    "record_quorum", "set_basis", "withdraw",
]  # fmt: skip
