"""What a demonstration adds to the door and to the strip on every page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shanyraq.access.queries import register_entrances
from shanyraq.demo.presenters import entrances
from shanyraq.ui import navigation


def register() -> None:
    """Offer the one-click entries, and the way back to them. Called from ready()."""
    register_entrances(entrances)
    navigation.register_demo_link("about", _("About it"), "demo:about")
    navigation.register_demo_link("role", _("Change role"), "access:log_in")
