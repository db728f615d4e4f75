from importlib import import_module

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "shanyraq.vault"
    label = "vault"

    def ready(self) -> None:
        import_module("shanyraq.vault.permissions").register_with_access()
        import_module("shanyraq.vault.actions.openings").register()
        import_module("shanyraq.vault.actions.erasing").register()
        import_module("shanyraq.vault.jobs")
        import_module("shanyraq.vault.menu").register()
