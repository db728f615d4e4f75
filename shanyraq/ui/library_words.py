"""Sentences with which the framework's forms answer, and which it cannot say in all of our languages.

Named here they stand in our own catalogues, which are asked before the framework's.
"""

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
