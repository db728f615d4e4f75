"""Dates, figures and fields as a page shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from shanyraq.ui import parts
from shanyraq.ui.dates import date_precise, date_words
from shanyraq.ui.states import look_of

DAY = date(2021, 5, 20)


def shown(template: str, **context: Any) -> str:
    return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize(
    ("language", "style", "words"),
    [
        ("en", "weekday", "Thursday 20 May 2021"),
        ("en", "short", "20 May"),
        ("ru", "whole", "20 мая 2021"),
        ("kk", "weekday", "2021 жылғы 20 мамыр, бейсенбі"),
        ("kk", "month", "2021 жылғы мамыр"),
        ("ar", "weekday", "الخميس، 20 مايو 2021"),
        ("en", "month_short", "May 2021"),
        ("kk", "month_short", "2021 ж. мам."),
        ("xx", "whole", "20 May 2021"),
    ],
)
def test_a_date_is_words_in_the_order_of_its_language(language: str, style: str, words: str) -> None:
    assert date_words(DAY, language, style) == words


def test_a_date_says_no_more_than_is_known() -> None:
    assert date_precise(DAY, "year", "en") == "2021"
    assert date_precise(DAY, "month", "en") == "May 2021"
    with translation.override("en"):
        assert shown("{{ day|day_known:'unknown' }}", day=DAY) == "not known"
        assert shown("{{ day|day_known:'year' }}", day=DAY) == "2021"
        assert shown("{{ day|day_known:'estimated' }}", day=DAY) == "about 2021"


def test_near_days_are_said_as_a_colleague_would() -> None:
    days = [date(2021, 5, d) for d in (18, 19, 20, 21, 24, 29)] + [date(2022, 5, 20)]
    with translation.override("en"):
        words = [shown("{{ one|near:today }}", one=one, today=DAY) for one in days]

    assert words == ["18 May", "Yesterday", "Today", "Tomorrow", "Monday 24 May", "29 May", "20 May 2022"]


def test_an_instant_is_shown_in_the_time_of_the_site() -> None:
    at = datetime(2021, 5, 20, 3, 30, tzinfo=UTC)

    assert ">09:30<" in shown("{{ at|clock }}", at=at) or ">08:30<" in shown("{{ at|clock }}", at=at)


def test_lateness_counts_days_in_whole_sentences() -> None:
    with translation.override("en"):
        assert shown("{{ 1|days_late }} {{ 15|days_late }}") == "1 day late 15 days late"


def test_names_and_codes_are_isolated_and_escaped() -> None:
    assert shown("{{ code|bdi }}", code="<K7>") == "<bdi>&lt;K7&gt;</bdi>"
    assert shown("{{ n|num }}", n=1033) == '<bdi class="num">1\u202f033</bdi>'


def test_a_state_has_a_word_an_icon_and_no_other_spelling() -> None:
    assert look_of("late").css == "late"
    assert 'state-na"' in shown("{% include 'ui/state.html' with state='NOT_APPLICABLE' %}")
    with pytest.raises(KeyError):
        look_of("overdue")


class Visit(forms.Form):
    day = forms.DateField(label="Day", help_text="When it was.")
    who = forms.MultipleChoiceField(
        label="Who", choices=[("a", "Aisha")], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    page = shown("{% fields form %}", form=Visit({"day": "tomorrow"}))

    assert '<label class="form-label" for="id_day">Day</label>' in page
    assert 'aria-describedby="id_day_help id_day_error"' in page
    assert 'id="id_day_help"' in page and 'id="id_day_error"' in page
    assert 'aria-invalid="true"' in page
    assert page.count("aria-describedby") == 2
    assert '<fieldset class="field field-set" id="id_who" aria-describedby="id_who_error"' in page
    assert "(optional)" in page.split('for="id_note"')[1]


def test_a_form_with_faults_names_each_and_takes_the_focus() -> None:
    page = shown("{% include 'ui/form_errors.html' %}", form=Visit({"day": ""}))

    assert 'role="alert"' in page and "autofocus" in page
    assert 'href="#id_day"' in page and 'href="#id_who"' in page
    assert not shown("{% include 'ui/form_errors.html' %}", form=Visit()).strip()


def test_words_of_a_row_are_escaped() -> None:
    step = parts.Step("LATE", "<b>", why="<i>", whom="<u>", actions=(parts.Action("<s>", "/x/"),))

    page = shown("{% include 'ui/step.html' %}", step=step)

    assert not {"<b>", "<i>", "<u>", "<s>"} & set(page.replace(">", "> ").split())


def test_a_sheet_escapes_its_title_and_keeps_its_content() -> None:
    page = shown("{% sheet title=title id='x' %}<p>{{ title }}</p>{% endsheet %}", title="<b>")

    assert page.count("&lt;b&gt;") == 2
    assert "<p>" in page
    assert 'aria-labelledby="x-h"' in page
