"""Who is where by the scans that were taken before a table kept it up."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

# The gate of the first way in stays unknown.
FILL = """
INSERT INTO standing (event_id, checkpoint, registration_id, present, first_in, last_out, device_id)
SELECT event_id, checkpoint, who,
    CASE WHEN came IS NOT NULL AND (went IS NULL OR came > went) THEN true ELSE false END, first_in, went, NULL
FROM (
    SELECT s.event_id, s.checkpoint, coalesce(r.merged_into_id, s.registration_id) AS who,
        min(CASE WHEN s.direction = 'in' THEN s.happened_at END) AS first_in,
        max(CASE WHEN s.direction = 'in' THEN s.happened_at END) AS came,
        max(CASE WHEN s.direction = 'out' THEN s.happened_at END) AS went
    FROM scan s JOIN registration r ON r.id = s.registration_id
    WHERE s.outcome IN ('admitted', 'already_in', 'left') AND NOT s.held AND NOT s.rehearsal AND s.corrects IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM scan u WHERE u.event_id = s.event_id AND u.corrects = s.scan_id
                AND u.outcome IN ('admitted', 'already_in', 'left')
        )
        AND NOT EXISTS (SELECT 1 FROM standing t WHERE t.event_id = s.event_id)
    GROUP BY s.event_id, s.checkpoint, coalesce(r.merged_into_id, s.registration_id)
) AS moves
"""


def upgrade() -> None:
    """Fill the table for the events that it knows nothing of."""
    op.execute(FILL)
