from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shanyraq.demo"
    label = "demo"

    def ready(self) -> None:
        import_module("shanyraq.demo.menu").register()
