from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shanyraq.people"
    label = "people"

    def ready(self) -> None:
        import_module("shanyraq.people.actions.erasing").register()
