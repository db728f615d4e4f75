"""Saying who is kin to whom, and that a child is without her family."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.asking import AskingForm
from shanyraq.cases.forms.members import care_choices
from shanyraq.cases.forms.people import CHOOSE
from shanyraq.cases.forms.steps import Choices, date_field

REVERSED = "of:"  # the chosen kind is what the relative is to her


class KinForm(AskingForm):
    """What she is to whom, and how that is known."""

    def __init__(self, *args: Any, relatives: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("She or he is"), choices=[CHOOSE, *kin_choices()])
        self.fields["relative"] = forms.ChoiceField(label=_("Of whom"), choices=[CHOOSE, *relatives])
        self.fields["proof"] = forms.ChoiceField(
            label=_("How this is known"),
            choices=[
                ("DECLARED", _("they say so")),
                ("CONFIRMED", _("confirmed by kin")),
                ("DOCUMENT", _("by document")),
                ("LABORATORY", _("laboratory result")),
                ("UNKNOWN", _("not known")),
            ],
        )
        self.fields["starts_on"] = date_field(
            _("Since which day"),
            required=False,
            help_text=_("Only where it began on a day, as a guardianship does."),
        )

    def of(self, person_id: uuid.UUID) -> dict[str, Any]:
        """The tie as it is kept: who is `kind` of whom."""
        relative = uuid.UUID(self.cleaned_data["relative"])
        kind = self.cleaned_data["kind"]
        one, other = (relative, person_id) if kind.startswith(REVERSED) else (person_id, relative)
        return {"person_id": one, "relative_id": other, "kind": kind.removeprefix(REVERSED)}


def kin_choices() -> Choices:
    """What one person can be to another, read from either side."""
    return [
        ("PARENT", _("mother or father")),
        (f"{REVERSED}PARENT", _("child")),
        ("SIBLING", _("sister or brother")),
        ("SPOUSE", _("wife or husband")),
        ("GRANDPARENT", _("grandmother or grandfather")),
        (f"{REVERSED}GRANDPARENT", _("grandchild")),
        ("AUNT_UNCLE", _("aunt or uncle")),
        (f"{REVERSED}AUNT_UNCLE", _("niece or nephew")),
        ("GUARDIAN", _("guardian")),
        (f"{REVERSED}GUARDIAN", _("child under the guardianship")),
        ("CAREGIVER", _("caregiver")),
        (f"{REVERSED}CAREGIVER", _("child in the care")),
        ("OTHER", _("another relative")),
    ]


class EndForm(forms.Form):
    """Until which day something held."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"] = date_field(_("Until which day"))


class CareForm(AskingForm):
    """In which way a child is without her family, and since when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("She or he is"), choices=care_choices(), widget=forms.RadioSelect
        )
        self.fields["starts_on"] = date_field(_("Since which day"))
