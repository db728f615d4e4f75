from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shanyraq.demo"
    label = "demo"
