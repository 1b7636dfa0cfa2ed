"""The house drawn in code: subjects and their rooms, lowest first; `tests/house` holds imports to this order."""

# documents, consultation, decisions and roadmap will stand where house order puts them.
SLICES = (
    "kernel",
    "audit",
    "batches",
    "people",
    "mail",
    "events",
    "agenda",
    "registration",
    "travel",
    "badges",
    "accreditation",
    "delegations",
    "letters",
    "checkin",
    "attendance",
    "certificates",
    "calendar",
    "statistics",
    "evidence",
    "privacy",
    "front",
)

ROOMS = (
    "rules",
    "models",
    "signals",
    "exports",
    "queries",
    "service",
    "jobs",
    "forms",
    "api",
    "public",
    "views",
)
