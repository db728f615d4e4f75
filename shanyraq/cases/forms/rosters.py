"""Forms around a list from a camp: choosing the file, correcting a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shanyraq.cases.forms.countries import CountryField
from shanyraq.cases.forms.meanwhile import ShownFactsForm
from shanyraq.cases.forms.names import fault_of_name
from shanyraq.cases.models.roster import RELATIONS, SEXES
from shanyraq.cases.rosters.dates import may_be_born
from shanyraq.cases.rosters.drafts import SCRIPTS, DraftRow
from shanyraq.people.names import LONGEST, split_kunya, visible

KEEPING = [("keep", _("Register this person")), ("leave", _("Leave this person out"))]
EARLIEST_LIST = date(1990, 1, 1)
BIRTH = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class UploadForm(forms.Form):
    """The list as it was sent, and its date where the file does not say it."""

    list_file = forms.FileField(
        label=_("The list"),
        help_text=_("An Excel, OpenDocument or CSV file of at most 20 MB. It is read and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.xlsm,.ods,.csv,.txt,.tsv"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file that was sent to you.")},
    )
    as_of = forms.DateField(
        label=_("Date of the list"),
        required=False,
        help_text=_("Only if the file does not say it: ages are counted from this day."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and not EARLIEST_LIST <= day <= self.today:
            raise ValidationError(_("Check the year: four digits, not in the future."))
        return day


class RowForm(ShownFactsForm):
    """One row of a draft, to be put right."""

    ALONE = ("latn", "cyrl", "arab", "sex", "family", "relation", "nationality", "keeping")

    latn = forms.CharField(label=_("Name in Latin letters"), required=False, max_length=LONGEST)
    cyrl = forms.CharField(label=_("Name in Cyrillic letters"), required=False, max_length=LONGEST)
    arab = forms.CharField(label=_("Name in Arabic letters"), required=False, max_length=LONGEST)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=SEXES)
    birth_date = forms.CharField(
        label=_("Born"),
        required=False,
        max_length=10,
        help_text=_("As far as it is known: 2014, 2014-05 or 2014-05-23."),
    )
    is_estimated = forms.BooleanField(label=_("The date is an estimate"), required=False)
    family = forms.CharField(
        label=_("Family"),
        required=False,
        max_length=80,
        help_text=_("Rows with the same word are one family."),
    )
    relation = forms.ChoiceField(label=_("In the family"), required=False, choices=RELATIONS)
    nationality = CountryField(
        label=_("Nationality"),
        help_text=_(
            "The country by its name, or two letters such as KZ. Empty: it still has to be verified."
        ),
    )
    keeping = forms.ChoiceField(
        label=_("What becomes of this row"), choices=KEEPING, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        families: Mapping[str, str] = MappingProxyType({}),
        is_new: bool = False,
        **kwargs: Any,
    ) -> None:
        """`families` are the list's, each with what the page calls it. `is_new`: the file has no such row."""
        super().__init__(*args, **kwargs)
        self.today, self.families, self.is_new = today, families, is_new
        self.meet_meanwhile([["birth_date"], ["is_estimated"]], *([[name]] for name in self.ALONE))

    @classmethod
    def of(
        cls, row: DraftRow, today: date, families: Mapping[str, str] = MappingProxyType({}), **sent: Any
    ) -> RowForm:
        """The form filled with a row as it stands; `sent` is what comes back of it."""
        initial: dict[str, Any] = {script.lower(): row.names.get(script, "") for script in SCRIPTS}
        initial |= {name: getattr(row, name) for name in ("sex", "birth_date", "family", "relation")}
        initial |= {
            "family": families.get(row.family, row.family),
            "nationality": row.nationality,
            "is_estimated": row.precision == "estimated",
            "keeping": "leave" if row.is_left_out else "keep",
        }
        return cls(initial=initial, today=today, families=families, **sent)

    def clean_birth_date(self) -> str:
        text = self.cleaned_data["birth_date"].strip()
        if not text:
            return ""
        match = BIRTH.fullmatch(text)
        try:
            if match is None:
                raise ValueError
            year, month, day = (int(part) if part else None for part in match.groups())
            date(year or 1, month or 1, day or 1)
        except ValueError:
            raise ValidationError(
                _("Write the year, or year-month, or year-month-day, such as 2014-05-23.")
            ) from None
        written = "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])
        if not may_be_born(written, self.today):
            raise ValidationError(_("Check the year: four digits, not in the future."))
        return written

    def clean_family(self) -> str:
        typed = _tidy(self.cleaned_data["family"])
        return next((label for label, word in self.families.items() if typed == _tidy(word)), typed)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for script in SCRIPTS if data.get("keeping") != "leave" else ():
            name = split_kunya(_tidy(data.get(script.lower()) or ""))[0]
            if fault := fault_of_name(name, script) if name else "":
                self.add_error(script.lower(), fault)
        told = [data.get(name) for name in (*(script.lower() for script in SCRIPTS), "birth_date")]
        if self.is_new and not self.errors and not any(told):
            raise ValidationError(_("Give at least a name or a date of birth."), code="nothing_given")
        self.clean_meanwhile()
        return data

    def changes(self) -> dict[str, Any]:
        """The row's new values."""
        data = self.cleaned_data
        born = data["birth_date"]
        usual = {0: "unknown", 4: "year", 7: "month"}.get(len(born), "day")
        return {
            "names": {script: text for script in SCRIPTS if (text := _tidy(data[script.lower()]))},
            "sex": data["sex"],
            "birth_date": born,
            "precision": "estimated" if born and data["is_estimated"] else usual,
            "family": data["family"],
            "relation": data["relation"],
            "nationality": data["nationality"],
            "is_left_out": data["keeping"] == "leave",
        }


def _tidy(text: str) -> str:
    return " ".join(visible(text).split())
