"""Setting a service aside, a no or not now, and taking an entry back: each with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.steps import Choices, at_least, date_field, text_field, who_field


class WaiveForm(forms.Form):
    """Why a service is set aside, and for whom."""

    def __init__(self, *args: Any, who: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = who_field(_("For whom"), who)
        told = f"{_('In a sentence that the family may read.')} {at_least()}"
        self.fields["reason"] = text_field(_("Reason"), required=True, help_text=told)


class DeclineForm(forms.Form):
    """What she said, and when to ask again."""

    def __init__(self, *args: Any, who: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = who_field(_("Who said no, or not now"), who)
        self.fields["words"] = text_field(
            _("In her own words"), help_text=_("As far as she wants it written down.")
        )
        self.fields["ask_again_on"] = date_field(
            _("Ask again on"), required=False, help_text=_("Leave it empty where she will ask herself.")
        )


class RetractForm(forms.Form):
    """Why an entry never happened."""

    def __init__(self, *args: Any, who: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = who_field(_("For whom"), who)
        self.fields["reason"] = text_field(_("Why the entry is wrong"), required=True, help_text=at_least())
