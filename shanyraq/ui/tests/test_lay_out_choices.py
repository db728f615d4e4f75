"""How a form shows answers to choose from, and what it calls optional."""

from __future__ import annotations

from django import forms

from shanyraq.ui.picks import laid_out
from shanyraq.ui.templatetags.ui import field


class Asked(forms.Form):
    asked_sometimes = ("reason",)

    few = forms.ChoiceField(choices=[("1", "Yes"), ("2", "No")], widget=forms.RadioSelect)
    many = forms.ChoiceField(choices=[(str(n), f"Part {n}") for n in range(9)], widget=forms.RadioSelect)
    long = forms.ChoiceField(choices=[("1", "Yes"), ("2", "No, and " * 6)], widget=forms.RadioSelect)
    reason = forms.CharField(required=False)
    place = forms.CharField(required=False)


def test_long_answers_stand_below_each_other_many_in_columns_and_a_few_in_a_line() -> None:
    form = Asked()

    assert [laid_out(form[name]) for name in ("few", "many", "long")] == ["", "picks-even", "picks-stacked"]
    assert 'class="picks picks-stacked"' in field(form["long"])


def test_what_is_sometimes_asked_for_is_not_called_optional() -> None:
    form = Asked()

    assert "optional" not in field(form["reason"])
    assert "optional" in field(form["place"])
