"""Reading statistics: facts at a position of the logs, quorums kept, publications, figures in words."""

from app.statistics.queries.facts import basis_of, facts, position_now
from app.statistics.queries.kept import find_publication, latest_publication, quorum_records
from app.statistics.queries.live import Live, live
from app.statistics.queries.shown import choices, sentence, shown
from app.statistics.queries.wording import Speaker

__all__ = [
    "Live", "Speaker", "basis_of", "choices", "facts", "find_publication", "latest_publication", "live",
    "position_now", "quorum_records", "sentence", "shown",
]  # fmt: skip
