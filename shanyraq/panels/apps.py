from importlib import import_module

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """Decisions that one person may never take."""

    name = "shanyraq.panels"
    label = "panels"

    def ready(self) -> None:
        import_module("shanyraq.panels.permissions").register_with_access()
        import_module("shanyraq.panels.queries.deciding").register()
        import_module("shanyraq.panels.actions.erasing").register()
        import_module("shanyraq.panels.menu").register()
        import_module("shanyraq.panels.jobs")
