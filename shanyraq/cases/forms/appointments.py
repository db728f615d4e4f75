"""Agreeing on a meeting, and saying what became of it."""

from __future__ import annotations

import uuid
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.steps import Choices, date_field, text_field, time_field, who_field


class AppointmentForm(forms.Form):
    """When, where, with whom, for whom of the family, in which language, with which interpreter."""

    def __init__(
        self,
        *args: Any,
        who: Choices,
        staff: Choices,
        languages: Choices,
        interpreters: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = forms.CharField(label=_("What for"), max_length=120)
        self.fields["who"] = who_field(_("For whom"), who)
        self.fields["on"] = date_field(_("Date"))
        self.fields["at"] = time_field(_("Time"), required=True)
        self.fields["minutes"] = forms.IntegerField(
            label=_("How long, in minutes"), min_value=5, max_value=12 * 60
        )
        self.fields["staff"] = forms.ChoiceField(label=_("Colleague"), choices=staff)
        self.fields["place"] = forms.CharField(label=_("Place"), max_length=200, required=False)
        self.fields["with_whom"] = forms.CharField(label=_("With whom else"), max_length=200, required=False)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the meeting"), choices=[("", _("to be seen")), *languages], required=False
        )
        self.fields["interpreter"] = forms.ChoiceField(
            label=_("Interpreter"),
            choices=[("", _("none")), *interpreters],
            required=False,
            help_text=_("Listed by language; a woman is marked, for whoever asks for one."),
        )
        self.fields["remarks"] = text_field(_("What to bring or know"))

    def starts_at(self, zone: tzinfo) -> datetime:
        """The instant it begins."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"], tzinfo=zone)

    @property
    def case_ids(self) -> list[uuid.UUID]:
        """The cases of those it is for."""
        return [uuid.UUID(case_id) for case_id in self.cleaned_data["who"]]


class SettleForm(forms.Form):
    """What became of a meeting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"] = forms.ChoiceField(
            label=_("What became of it"),
            widget=forms.RadioSelect,
            choices=[
                ("KEPT", _("It took place")),
                ("NOT_KEPT", _("It did not take place")),
                ("CANCELLED", _("It is called off")),
            ],
        )
        self.fields["remarks"] = text_field(_("Why, if that matters"))
