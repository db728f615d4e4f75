"""Each table has a factory, so that a test names only what it is about."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from django.apps import apps

from shanyraq.cases.tests import factories as case_factories
from shanyraq.people.tests import factories as people_factories


@pytest.mark.parametrize(("app", "module"), [("people", people_factories), ("cases", case_factories)])
def test_every_table_has_a_factory(app: str, module: ModuleType) -> None:
    for model in apps.get_app_config(app).get_models():
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
        name = {"person_name": "name", "person_language": "language", "family_membership": "membership"}.get(
            words, words
        )

        assert hasattr(module, f"make_{name}") or name == "name_key", f"{app} has no make_{name}"
