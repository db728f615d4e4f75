"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base pages and components; owns no table."""

    name = "shanyraq.ui"
    label = "ui"
