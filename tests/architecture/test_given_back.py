"""What pages of lost words give back: what somebody decided about, and nothing that opens anything."""

import ast
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from shanyraq.access.ended import NEVER_KEPT
from shanyraq.cases.forms.people import NEW_FAMILY
from shanyraq.cases.rules.exports import MINE, TEAM
from shanyraq.ui.faults import typed, typed_in
from shanyraq.ui.given_back import CHOSEN, GIVEN_BACK, may_be_given_back
from tests.architecture.repository import ROOT
from tests.architecture.test_addresses import addresses

# Fields that open or prove something though what is typed can be seen: codes, pick-up words, what a key answered.
SECRET = {"code", "pickup", "credential", "fingerprint", "sealed", "login"}
# Other fields without a text that somebody would miss. A line here is a decision.
LEFT_OUT = {
    *("after", "before", "discipline", "phase", "q", "region", "sort", "state"),  # filters of lists
    *(
        "birth_date",
        "birth_day",
        "birth_year",
        "nationality",
        "order_number",
    ),  # short, and on paper beside her
}


def all_forms() -> Iterator[type[forms.Form]]:
    """Every form of the product, whichever page asks for it."""
    assert list(addresses())  # imports all views, and with them all forms
    found: list[Any] = [forms.Form]
    while found:
        form = found.pop()
        found.extend(form.__subclasses__())
        if form.__module__.startswith("shanyraq.") and ".tests." not in form.__module__:
            yield form


def fields_made_late() -> Iterator[tuple[str, str]]:
    """Names of fields that forms make when they are asked for, and how: `self.fields["text"] = text_field(…)`."""
    for path in sorted(ROOT.glob("shanyraq/**/*.py")):
        if "tests" in path.parts or "fields[" not in (text := path.read_text(encoding="utf-8")):
            continue
        for node in ast.walk(ast.parse(text)):
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
                continue
            place = node.targets[0]
            if isinstance(place, ast.Subscript) and ast.unparse(place.value).endswith(".fields"):
                yield _name(place.slice), ast.unparse(node.value)


def _name(key: ast.expr) -> str:
    """`reason`; of `reason_{number}` what never changes."""
    if isinstance(key, ast.JoinedStr):
        key = key.values[0]
    return str(key.value).rstrip("_") if isinstance(key, ast.Constant) else ast.unparse(key)


def is_secret(name: str, widget: forms.Widget) -> bool:
    hint = str(widget.attrs.get("autocomplete", ""))
    is_hidden = (
        isinstance(widget, forms.PasswordInput) or hint.endswith("password") or hint == "one-time-code"
    )
    return is_hidden or name in SECRET


def test_no_form_gives_a_secret_back() -> None:
    told = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()
        if is_secret(name, field.widget) and may_be_given_back(name)
    }
    late = {name for name, made in fields_made_late() if name in SECRET or "PasswordInput" in made}

    assert not told and not late & GIVEN_BACK and not SECRET & GIVEN_BACK


def test_no_form_with_a_secret_is_kept_for_whoever_comes_back() -> None:
    open_names = {"code", "fingerprint"}  # elsewhere than at the door: of a file, and of what was read
    kept = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()
        if is_secret(name, field.widget) and name not in open_names
        if form.__module__.split(".")[1] not in NEVER_KEPT
    }

    assert not kept, "a room whose forms ask for secrets stands in NEVER_KEPT (shanyraq/access/ended.py)"


def test_about_every_field_for_text_it_is_decided_whether_it_is_given_back() -> None:
    plain = {
        name
        for form in all_forms()
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.TextInput | forms.Textarea) and isinstance(field, forms.CharField)
        if not is_secret(name, field.widget)
    }
    late = {name for name, made in fields_made_late() if "CharField(" in made or "text_field(" in made}

    undecided = (plain | late) - GIVEN_BACK - LEFT_OUT - SECRET - {"self.SHOWN"}
    assert not undecided, "name it in shanyraq/ui/given_back.py, or here among what is left out"


def test_no_name_is_given_back_that_no_form_has() -> None:
    there = {name for form in all_forms() for name in form.base_fields} | {
        name for name, _ in fields_made_late()
    }

    assert not GIVEN_BACK - there


def test_whatever_may_be_chosen_under_a_name_given_back_is_known() -> None:
    chosen = {
        name
        for form in all_forms()
        for name, field in form.base_fields.items()
        if not isinstance(field.widget, forms.TextInput | forms.Textarea)
    } | {name for name, made in fields_made_late() if "ChoiceField(" in made or "HiddenInput" in made}

    only_asked = {"words"}  # which words stand on a copy: asked by GET, so that nothing of it is lost
    assert chosen & GIVEN_BACK - only_asked == set(CHOSEN)


def test_what_a_page_wrote_into_a_field_is_not_given_back() -> None:
    chosen = [("family", NEW_FAMILY), ("family", str(uuid4())), *(("what", one) for one in (MINE, TEAM))]

    assert typed_in([*chosen, ("title", " "), ("what_1", TEAM), ("family", "2")]) == [TEAM, "2"]


@pytest.mark.parametrize("text", ["refused", "ASTHMA", "nosleep_3x", "2021-05-17", "12-4/881"])
def test_one_word_in_a_field_for_words_is_given_back_however_it_looks(text: str) -> None:
    assert typed_in([("text", text), ("code", text), ("passphrase", text)]) == [text]


@pytest.mark.parametrize(
    "name",
    ["own_words", "other_words", "passphrase", "pickup", "code", "new_password", "words2x", "m0-sealed", "x"],
)
def test_what_no_form_declares_is_not_given_back(name: str) -> None:
    request = RequestFactory().post("/")
    request.POST = QueryDict(mutable=True)  # type: ignore[assignment]
    request.POST.update(
        {name: "a Sentence nobody else may know", "reason": "Why it is so.", "reason_2": "And So."}
    )

    assert typed(request) == ["Why it is so.", "And So."]
