from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "shanyraq.audit"
    label = "audit"

    def ready(self) -> None:
        import_module("shanyraq.audit.actions.erasing").register()
        import_module("shanyraq.audit.jobs")
