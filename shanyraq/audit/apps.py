from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "shanyraq.audit"
    label = "audit"
