"""What a demonstration adds to the door and to the strip on every page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shanyraq.access.queries.entrances import register_entrances
from shanyraq.demo.making.staff import CUSTODIANS_WORDS
from shanyraq.demo.presenters import entrances
from shanyraq.ui import navigation
from shanyraq.vault.queries import register_practice_words


def register() -> None:
    """Offer the one-click entries, and the way back to them. Called from ready()."""
    register_entrances(entrances)
    register_practice_words(lambda number: CUSTODIANS_WORDS.get(number, ""))
    navigation.register_demo_link("about", _("About it"), "demo:about")
    navigation.register_demo_link("role", _("Change role"), "access:log_in")
