"""The ui app."""

from django.apps import AppConfig

from shanyraq.ui import library_words


class UiConfig(AppConfig):
    """Base pages and components; owns no table."""

    name = "shanyraq.ui"
    label = "ui"

    def ready(self) -> None:
        """Choose our words for the framework's forms, before any form is made."""
        library_words.say_plainly()
