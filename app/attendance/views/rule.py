"""The rule of presence at the desk."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.attendance import forms, queries, service
from app.attendance.rules import BadRule, Measure, Paper, Rule
from app.attendance.views.blueprint import blueprint
from app.kernel import guard
from app.kernel.i18n import _
from app.kernel.scope import scope


@blueprint.get("/desk/<event>/presence")
@guard.requires("attendance.view")
def rule(event: str) -> str:
    """When somebody counts as present, and the form that changes it."""
    now = queries.rule_of(scope().id)
    shown = {"scan": str(now.scan), "least": now.least or None, "signature": str(now.signature)}
    return render_template("attendance/rule.html", form=forms.RuleForm(formdata=None, data=shown))


@blueprint.post("/desk/<event>/presence")
@guard.requires("event.edit")
def set_rule(event: str) -> ResponseReturnValue:
    """Set the rule; what cannot be met is said at its field."""
    form = forms.RuleForm()
    if form.validate_on_submit():
        try:
            service.set_rule(scope().id, _chosen(form))
        except BadRule as fault:
            said = {
                "least": _("Please write how many: at least 1, at most 600 minutes or 100 per cent."),
                "signature": _("With paper only, a signature is needed."),
            }
            form[str(fault)].errors = [said[str(fault)]]
        else:
            flash(_("Saved. Lists, certificates and statistics follow this rule from now on."), "go")
            return redirect(url_for("attendance_desk.rule", event=event), 303)
    return render_template("attendance/rule.html", form=form), 422


def _chosen(form: forms.RuleForm) -> Rule:
    scan = Measure(form.scan.data)
    measured = scan in (Measure.MINUTES, Measure.SHARE)
    return Rule(scan, (form.least.data or 0) if measured else 0, Paper(form.signature.data))
