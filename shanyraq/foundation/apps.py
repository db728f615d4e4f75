from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FoundationConfig(AppConfig):
    name = "shanyraq.foundation"
    label = "foundation"

    def ready(self) -> None:
        # so that the site knows what can be asked for, and the worker how to do it
        autodiscover_modules("jobs")
