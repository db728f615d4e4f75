from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "shanyraq.cases"
    label = "cases"

    def ready(self) -> None:
        import_module("shanyraq.cases.permissions").register_with_access()
        import_module("shanyraq.cases.menu").register()
        import_module("shanyraq.cases.actions.erasing").register()
        import_module("shanyraq.cases.actions.exports").register()
        import_module("shanyraq.cases.actions.protecting").register()
        import_module("shanyraq.cases.jobs")
