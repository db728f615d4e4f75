from importlib import import_module

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "shanyraq.rights"
    label = "rights"

    def ready(self) -> None:
        import_module("shanyraq.rights.permissions").register_with_access()
        import_module("shanyraq.rights.actions.own_tables").register()
        import_module("shanyraq.rights.actions.erasures").register()
        import_module("shanyraq.rights.actions.holds").register()
        import_module("shanyraq.rights.menu").register()
        import_module("shanyraq.rights.jobs")
