"""What an authority asks, and what the legal officer proposes to answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.access.actions.proposals import LEAST_REASON
from shanyraq.oversight.models import LegalItem
from shanyraq.oversight.rules import legal as rules
from shanyraq.oversight.rules.legal import Decided, Order

MOST_ITEMS = 6


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class EnterForm(forms.Form):
    """Who asks, by which act, whom it is about, each thing asked for, until when."""

    authority = forms.CharField(
        label=_("Who asks"), help_text=_("The authority and its office."), max_length=200
    )
    reference = forms.CharField(label=_("Their reference"), max_length=80, required=False)
    act = forms.CharField(
        label=_("By which law"),
        help_text=_("The act, its article, and what the letter says that it is for."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    code = forms.CharField(
        label=_("Code of the person"),
        help_text=_("As it stands in her or his file, such as K-7F4Q-2M. Write no name here."),
        max_length=12,
    )
    received_on = _day(_("Received on"))
    answer_by = _day(_("To be answered by"))
    order_number = forms.CharField(
        label=_("Order of a court"),
        help_text=_("The court and the number of its order, if one came with the letter."),
        max_length=120,
        required=False,
    )
    order_names = forms.MultipleChoiceField(
        label=_("Parts that the order names"), widget=forms.CheckboxSelectMultiple, required=False
    )
    order_is_child_justice = forms.BooleanField(
        label=_("The order was made under child-justice rules"), required=False
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = self.fields["order_names"]
        assert isinstance(names, forms.MultipleChoiceField)
        names.choices = list(parts)
        for number in range(1, MOST_ITEMS + 1):
            is_first = number == 1
            self.fields[f"part_{number}"] = forms.ChoiceField(
                label=gettext("Thing %(number)s: part of the file") % {"number": number},
                choices=[("", "–"), *parts],
                required=is_first,
            )
            self.fields[f"what_{number}"] = forms.CharField(
                label=gettext("Thing %(number)s: what exactly") % {"number": number},
                max_length=200,
                required=is_first,
            )

    def things(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each thing that is asked for: the part of the file, and what exactly."""
        return [(self[f"part_{number}"], self[f"what_{number}"]) for number in range(1, MOST_ITEMS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(2, MOST_ITEMS + 1):
            part, what = cleaned.get(f"part_{number}", ""), cleaned.get(f"what_{number}", "")
            if bool(part) != bool(what):
                self.add_error(f"what_{number}", gettext("Say which part of the file and what exactly."))
        return cleaned

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        items = [
            (given[f"part_{number}"], given[f"what_{number}"])
            for number in range(1, MOST_ITEMS + 1)
            if given[f"part_{number}"]
        ]
        order = Order(given["order_number"], frozenset(given["order_names"]), given["order_is_child_justice"])
        plain = ("authority", "reference", "act", "code", "received_on", "answer_by")
        return {**{name: given[name] for name in plain}, "items": items, "order": order}


class AnswerForm(forms.Form):
    """Item by item: given, or refused with a reason. What a rule refuses cannot be given."""

    def __init__(
        self,
        *args: Any,
        items: Iterable[LegalItem],
        labels: Sequence[str],
        ruled: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        # What a rule withholds has its reason; for the rest one is needed where it is withheld.
        self.asked_sometimes: list[str] = []
        for item, label, rule in zip(self.items, labels, ruled, strict=True):
            choices = [(rules.REFUSED, gettext("Withheld"))]
            if not rule:
                choices.insert(0, (rules.GIVEN, gettext("Given")))
                self.asked_sometimes.append(f"reason_{item.number}")
            self.fields[f"outcome_{item.number}"] = forms.ChoiceField(
                label=label,
                help_text=gettext(rules.RULES[rule]) if rule else "",
                choices=choices,
                widget=forms.RadioSelect,
                initial=rules.REFUSED if rule else None,
            )
            self.fields[f"reason_{item.number}"] = forms.CharField(
                label=gettext("Reason, where it is withheld"), max_length=400, required=False
            )
        self.fields["telling_forbidden_by"] = forms.CharField(
            label=gettext("Order by which the person may not be told"),
            help_text=gettext("Left empty, she or he is told what was asked and what was given."),
            max_length=120,
            required=False,
        )
        self.fields["why"] = forms.CharField(
            label=gettext("Why this answer, in your own words"),
            help_text=gettext("At least 30 characters. Write no name."),
            min_length=LEAST_REASON,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.asked_sometimes:  # beside the thing that is meant
            decided = Decided(cleaned.get(name.replace("reason", "outcome"), ""), cleaned.get(name, ""))
            if rules.lacks_reason(decided):
                self.add_error(name, gettext(rules.RULES["no_reason"]))
        return cleaned

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        return {
            "decided": {
                item.number: Decided(given[f"outcome_{item.number}"], given[f"reason_{item.number}"])
                for item in self.items
            },
            "telling_forbidden_by": given["telling_forbidden_by"],
            "reason": given["why"],
        }


class ToldForm(forms.Form):
    """On which day the person was told."""

    on = _day(_("Told on"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = today.isoformat()
