"""What a password must not be, beyond its length: words of the programme and the place with little beside them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from shanyraq.access.rules.doors import is_guessable


class NotGuessable:
    """Refuses passwords that are little more than words, digits and repetitions that are tried first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where little of her own is in it."""
        if is_guessable(password, getattr(user, "login", "")):
            raise ValidationError("guessable", code="password_too_common")

    def get_help_text(self) -> str:
        """Nothing beside what the form says."""
        return ""
