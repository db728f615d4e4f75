from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "shanyraq.vault"
    label = "vault"
