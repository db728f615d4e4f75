from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "shanyraq.access"
    label = "access"

    def ready(self) -> None:
        import_module("shanyraq.access.checks")
        import_module("shanyraq.access.actions.recoveries").register()
        import_module("shanyraq.access.actions.role_requests").register()
        import_module("shanyraq.access.actions.second_step_seals").register_place()
        import_module("shanyraq.access.actions.erasing").register()
        import_module("shanyraq.access.menu").register()
