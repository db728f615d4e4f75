"""What people type at the door and to protect their account: shapes only, the rules stand in the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shanyraq.access.models import Account

LONGEST_PASSWORD = 1024

# Why a password will not do, in our words: the framework cannot say it in all of our languages.
UNFIT = {
    "password_too_short": _(
        "This password has fewer than 15 characters. Take a sentence that only you know."
    ),
    "password_too_common": _("This password is one of those that are tried first. Take another one."),
    "password_too_similar": _("This password is too much like your user name. Take another one."),
}


class LogInForm(forms.Form):
    """A user name and a password. What is typed stays as it is typed: a space can be part of a password."""

    login = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).lower()


class ChoosePasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 15 characters. A sentence that only you know is good: spaces count."),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password, self.account)
        except ValidationError as unfit:
            raise ValidationError([UNFIT.get(one.code or "", one) for one in unfit.error_list]) from unfit
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("The two passwords differ. Type the same one twice."))
        return again


class CodeForm(forms.Form):
    """The six digits of an authenticator app, or a recovery code from paper."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that your app shows now, or one of your recovery codes."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "autofocus": True}
        ),
    )


class AddAppForm(forms.Form):
    """The first code of a new authenticator app."""

    code = forms.CharField(
        label=_("The code that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}),
    )


class KeyForm(forms.Form):
    """What a passkey or a security key answered, as the browser hands it over."""

    credential = forms.JSONField(widget=forms.HiddenInput, max_length=20_000)

    def clean_credential(self) -> dict[str, Any]:
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict):
            raise ValidationError(_("The key did not answer as it should. Try again."))
        return credential


class AddKeyForm(KeyForm):
    """A new passkey, with a name by which its owner knows it."""

    name = forms.CharField(
        label=_("What you call this key"),
        help_text=_("For example: my phone, the blue key."),
        max_length=40,
    )


class ProveForm(forms.Form):
    """One's own password once more."""

    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )
