"""The list as a table to take away."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from app.accreditation import service
from app.accreditation.views.asking import blueprint, filter_of
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import current_language
from app.kernel.scope import scope

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/desk/<event>/delegates.<any(csv,xlsx):ending>")
@guard.requires("delegates.export")
def export(event: str, ending: str) -> ResponseReturnValue:
    """All who match, as csv or xlsx in the reader's language; meals and access only for those who may edit."""
    if ending not in ("csv", "xlsx"):
        raise NotFound
    needs = guard.may("delegates.edit")
    content = service.export(scope().id, filter_of(request.args), ending, current_language(), needs=needs)  # type: ignore[arg-type]
    headers = {"Content-Disposition": f'attachment; filename="{scope().slug}-delegates.{ending}"'}
    return Response(content, headers=headers, content_type=TYPES[ending])
