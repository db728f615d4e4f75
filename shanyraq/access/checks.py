"""What must hold before the site starts: every field declared, with words the policy knows."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from shanyraq.access.rules import COMPARTMENTS, MASKS
from shanyraq.foundation.declared import declaration_of, undeclared_fields


@register
def every_field_is_declared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A field without compartment, mask and retention does not ship."""
    faults: list[CheckMessage] = [
        Error(
            f"{name} declares no compartment, mask and retention",
            hint="wrap the field in declared(...)",
            id="access.E1",
        )
        for name in undeclared_fields()
    ]
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            declaration = declaration_of(field)
            if declaration is None:
                continue
            if declaration.compartment not in (*COMPARTMENTS, "ROW"):
                faults.append(
                    Error(f"{field} is in the unknown compartment {declaration.compartment}", id="access.E2")
                )
            if declaration.mask not in MASKS:
                faults.append(Error(f"{field} has the unknown mask {declaration.mask}", id="access.E3"))
    return faults
