"""The partners app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Figures for others: indicators, releases, exchange formats (the releases come with a later room)."""

    name = "shanyraq.partners"
    label = "partners"
