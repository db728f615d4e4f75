from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shanyraq.desk"
    label = "desk"
