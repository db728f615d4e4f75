from importlib import import_module

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The data-protection officer's desk."""

    name = "shanyraq.oversight"
    label = "oversight"

    def ready(self) -> None:
        import_module("shanyraq.oversight.permissions").register_with_access()
        import_module("shanyraq.oversight.actions.invented").register()
        import_module("shanyraq.oversight.actions.legal").register()
        import_module("shanyraq.oversight.actions.mandates").register()
        import_module("shanyraq.oversight.actions.breaches").register()
        import_module("shanyraq.oversight.actions.erasing").register()
        tell_forced = import_module("shanyraq.oversight.actions.brakes").tell_forced
        import_module("shanyraq.access.actions.forced").tell_also(tell_forced)
        import_module("shanyraq.oversight.menu").register()
        import_module("shanyraq.oversight.jobs")
