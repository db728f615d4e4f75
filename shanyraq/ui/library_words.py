"""Sentences with which the framework's forms answer, and which it cannot say in all of our languages, or not plainly.

Named here they stand in our own catalogues, which are asked before the framework's.
"""

from django.forms import ChoiceField, MultipleChoiceField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TOO_SHORT = ngettext_lazy(
    "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
    "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    "limit_value",
)
TOO_LONG = ngettext_lazy(
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
    "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    "limit_value",
)
NULLS = _("Null characters are not allowed.")
NO_KEY = _("Enter a valid UUID.")
WRONG_CHOICE = _("This can no longer be chosen here. Choose from what is shown now.")


def say_plainly() -> None:
    """Let every field with choices say what to do, where the framework repeats the value that it was sent."""
    for field in (ChoiceField, MultipleChoiceField):
        for wrong in ("invalid_choice", "invalid_list"):
            if wrong in field.default_error_messages:
                field.default_error_messages[wrong] = WRONG_CHOICE
