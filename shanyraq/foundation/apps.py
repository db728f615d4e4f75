from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "shanyraq.foundation"
    label = "foundation"
