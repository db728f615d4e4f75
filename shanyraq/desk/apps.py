from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Everybody's first pages. Composes what the rooms keep; owns no table."""

    name = "shanyraq.desk"
    label = "desk"

    def ready(self) -> None:
        import_module("shanyraq.desk.permissions")
        import_module("shanyraq.desk.menu").register()
