from importlib import import_module

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "shanyraq.papers"
    label = "papers"

    def ready(self) -> None:
        import_module("shanyraq.papers.permissions").register_with_access()
        import_module("shanyraq.papers.actions.erasing").register()
        import_module("shanyraq.papers.actions.sealing").register()
        import_module("shanyraq.papers.menu").register()
        import_module("shanyraq.papers.jobs")
