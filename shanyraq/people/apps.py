from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shanyraq.people"
    label = "people"
