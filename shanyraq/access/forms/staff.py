"""What people type about colleagues: shapes only, the rules stand in the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shanyraq.access.actions.granting import REASONS, given_by_two
from shanyraq.access.actions.invitations import NewColleague
from shanyraq.access.actions.proposals import LEAST_REASON
from shanyraq.access.models import StaffMember
from shanyraq.access.queries import role_catalogue
from shanyraq.access.queries.words import (
    discipline_choices,
    language,
    language_choices,
    place_choices,
    role_choices,
)
from shanyraq.access.rules import reason_not_to_give, reason_not_to_log_in_as
from shanyraq.ui.lists import with_commas

# Which field says where a role reaches, by the code of why it cannot be given without.
ASKED_IN = {"needs_region": "region", "works_in_region": "region", "needs_centre": "centre"}


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Who she is and why she needs it"),
        help_text=_("A second person reads this before she agrees: at least 30 characters."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RoleForm(forms.Form):
    """One role, and where it reaches."""

    asked_sometimes = ("region", "centre", "why")  # which of them, the role says

    role = forms.ChoiceField(label=_("Role"))
    region = forms.ChoiceField(label=_("Region"), required=False)
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    why = _why()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = [("", _("Choose"))]
        _offer(self, "role", choose + role_choices())
        _offer(self, "region", place_choices("regions"))
        _offer(self, "centre", place_choices("centres"))
        _ask_why(self, "role")

    def clean(self) -> None:
        _require_places(self, [self.cleaned_data.get("role", "")])
        _require_why(self, [self.cleaned_data.get("role", "")])


class InviteForm(forms.Form):
    """A new colleague."""

    given_name = forms.CharField(label=_("Given name"), max_length=60)
    family_name = forms.CharField(label=_("Family name"), max_length=60, required=False)
    login = forms.CharField(
        label=_("User name"),
        help_text=_("Small letters, digits, dots and hyphens, such as aigul.s"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}),
    )
    sex = forms.ChoiceField(
        label=_("Woman or man"),
        help_text=_("Some families ask for an interpreter or a doctor who is a woman."),
        choices=[("", _("Not said")), ("F", _("Woman")), ("M", _("Man"))],
        required=False,
    )
    discipline = forms.ChoiceField(label=_("Discipline"))
    region = forms.ChoiceField(label=_("Region"), required=False)
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    supervisor = forms.ChoiceField(label=_("Supervisor"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages she works in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("What she may see and do follows from her roles. Most people need one."),
        error_messages={"required": _("Choose at least one role: without one she sees nothing.")},
        widget=forms.CheckboxSelectMultiple,
    )
    why = _why()

    def __init__(self, *args: Any, supervisors: list[StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "discipline", [("", _("Choose")), *discipline_choices()])
        _offer(self, "region", place_choices("regions"))
        _offer(self, "centre", place_choices("centres"))
        _offer(self, "languages", language_choices())
        _offer(self, "roles", role_choices())
        _offer(self, "supervisor", [("", _("Nobody")), *((str(s.pk), s.full_name) for s in supervisors)])
        _ask_why(self, "roles")

    def clean_login(self) -> str:
        login = str(self.cleaned_data["login"])
        if reason := reason_not_to_log_in_as(login):
            raise ValidationError(_(reason))
        return login

    def clean(self) -> None:
        _require_places(self, self.cleaned_data.get("roles", []))
        _require_why(self, self.cleaned_data.get("roles", []))

    def colleague(self) -> NewColleague:
        """What was typed, for the action."""
        told = self.cleaned_data
        return NewColleague(
            login=told["login"],
            given_name=told["given_name"],
            family_name=told["family_name"],
            discipline=told["discipline"],
            region=told["region"],
            centre=told["centre"],
            languages=tuple(told["languages"]),
            sex=told["sex"],
            supervisor_id=told["supervisor"] or None,
            roles=tuple(told["roles"]),
            why=told["why"],
        )


class StaffFilterForm(forms.Form):
    """Which colleagues a list shows."""

    q = forms.CharField(label=_("Name"), required=False, max_length=60)
    region = forms.ChoiceField(label=_("Region"), required=False)
    discipline = forms.ChoiceField(label=_("Discipline"), required=False)
    ended = forms.BooleanField(label=_("Show those who left"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = place_choices("regions")[1:]
        _offer(self, "region", [("", _("Every region")), *everywhere])
        _offer(self, "discipline", [("", _("Every discipline")), *discipline_choices()])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _require_places(form: forms.Form, roles: Iterable[str]) -> None:
    """Say under the region or centre that a role needs it; a field that is wrong already says so itself."""
    told = form.cleaned_data
    for role in roles:
        reason = reason_not_to_give(
            role_catalogue().get(role), told.get("region", ""), told.get("centre", "")
        )
        name = ASKED_IN.get(reason, "")
        if name and not form.has_error(name):
            form.add_error(name, _(REASONS[reason]))


def _ask_why(form: forms.Form, name: str) -> None:
    """Show the sentence for a second person as asked for, unless one person alone gives all that is chosen."""
    chosen = [role for role in form.data.getlist(name) if role] if isinstance(form.data, QueryDict) else []
    field = form.fields["why"]
    field.required = not chosen or bool(given_by_two(chosen))
    field.error_messages["required"] = _too_short()
    alone = [str(words) for role, words in role_choices() if not given_by_two([role])]
    if alone:
        field.help_text = _(
            "A second person reads this before she agrees: at least 30 characters. May stay empty for: %(roles)s."
        ) % {"roles": with_commas(alone, language())}


def _too_short() -> str:
    return _("Say why in at least %(least)s characters.") % {"least": LEAST_REASON}


def _require_why(form: forms.Form, roles: Iterable[str]) -> None:
    """Ask for the sentence that a second person reads, where a role takes one."""
    told = form.cleaned_data.get("why", "").strip()
    if given_by_two(list(roles)) and len(told) < LEAST_REASON and not form.has_error("why"):
        form.add_error("why", _too_short())
