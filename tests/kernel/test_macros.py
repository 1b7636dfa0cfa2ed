"""The templates' components: what ties words to fields, names to languages, marks to states."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from wtforms import BooleanField, Form, RadioField, StringField
from wtforms.validators import DataRequired

from app.kernel.assets import ROOT


class Registration(Form):
    """One field of each kind."""

    name = StringField("Name", [DataRequired()], description="As on the passport.")
    city = StringField("City")
    gender = RadioField("Gender", choices=["Woman", "Man"], validate_choice=False)
    consent = BooleanField("I agree", [DataRequired()])


@pytest.fixture
def environment() -> jinja2.Environment:
    """Templates in English, with plain addresses for assets."""
    loader = jinja2.FileSystemLoader(ROOT / "app" / "templates")
    made = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, autoescape=True)
    made.globals.update(
        _=lambda text, **values: text % values,
        ngettext=lambda one, many, num: (one if num == 1 else many) % {"num": num},
        asset=lambda name: f"/{name}",
    )
    return made


def call(environment: jinja2.Environment, file: str, macro: str, *arguments: object, **named: object) -> str:
    module: Any = environment.get_template(f"macros/{file}.html").module
    return " ".join(str(getattr(module, macro)(*arguments, **named)).split())


def faulty() -> Registration:
    form = Registration()
    assert not form.validate()
    return form


def test_a_field_is_tied_to_its_help_and_its_fault(environment: jinja2.Environment) -> None:
    html = call(environment, "forms", "field", faulty().name, lang="ar")
    assert '<label class="field-label" for="name">' in html
    assert 'aria-describedby="name-help name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="name-help">As on the passport.' in html
    assert 'id="name-error"' in html
    assert 'lang="ar"' in html


def test_a_sound_field_claims_no_fault_and_no_help(environment: jinja2.Environment) -> None:
    html = call(environment, "forms", "field", Registration().city)
    assert "aria-" not in html.replace("aria-hidden", "")


def test_only_optional_fields_say_so(environment: jinja2.Environment) -> None:
    form = Registration()
    assert "(optional)" in call(environment, "forms", "field", form.city)
    assert "(optional)" not in call(environment, "forms", "field", form.name)


def test_choices_stand_under_their_question(environment: jinja2.Environment) -> None:
    html = call(environment, "forms", "choices", Registration().gender)
    assert '<fieldset class="field" id="gender"> <legend>Gender' in html
    assert html.count('type="radio"') == 2


def test_a_tick_carries_its_fault(environment: jinja2.Environment) -> None:
    html = call(environment, "forms", "tick", faulty().consent)
    assert 'aria-describedby="consent-error"' in html
    assert 'class="tick"' in html


def test_all_faults_are_listed_with_links(environment: jinja2.Environment) -> None:
    html = call(environment, "forms", "error_summary", faulty())
    assert "2 things to mend" in html
    assert '<a href="#name">' in html
    assert '<a href="#consent">' in html
    assert "#city" not in html


def test_a_form_without_faults_has_no_list(environment: jinja2.Environment) -> None:
    assert call(environment, "forms", "error_summary", Registration()) == ""


def test_a_state_is_a_shape_and_a_word(environment: jinja2.Environment) -> None:
    html = call(environment, "parts", "chip", "wait", "Waiting")
    assert "#mark-wait" in html
    assert html.endswith("Waiting</span>")


def test_names_leave_out_what_is_empty_and_keep_their_direction(environment: jinja2.Environment) -> None:
    html = call(environment, "parts", "names", [("محمد", "ar"), ("", "fr"), ("Mohamed", "fr")])
    assert html.count("<bdi") == 2
    assert '<bdi lang="ar" dir="rtl">محمد</bdi>' in html
    assert '<bdi lang="fr" dir="ltr" class="names-second">Mohamed</bdi>' in html


def test_the_first_name_leads_even_where_another_script_is_empty(environment: jinja2.Environment) -> None:
    assert "names-second" not in call(environment, "parts", "names", [("", "ar"), ("Mohamed", "fr")])


def test_words_of_users_stay_text(environment: jinja2.Environment) -> None:
    assert "<script>" not in call(environment, "parts", "names", [("<script>", "fr")])


def test_emblem_and_statement_stand_together(environment: jinja2.Environment) -> None:
    html = call(
        environment, "parts", "funding_block", "Co-funded by the European Union", "European Union", "eu"
    )
    assert '<img src="/eu.svg" alt="European Union"' in html
    assert "Co-funded by the European Union" in html


def test_a_link_opens_its_dialog_and_leads_to_a_page(environment: jinja2.Environment) -> None:
    html = call(environment, "parts", "dialog_link", "refuse", "/refuse", "Refuse")
    assert 'href="/refuse"' in html
    assert 'data-dialog="refuse"' in html
