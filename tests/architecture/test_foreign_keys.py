"""A foreign key is an import that no import graph shows: it points down too."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.architecture.repository import ranks


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("shanyraq.")]


def relations(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """The relations that a table of ours holds: field and target."""
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if isinstance(field.related_model, type):
            yield f"{model._meta.label}.{field.name}", field.related_model


def test_every_foreign_key_points_down() -> None:
    rank = ranks()
    upward = [
        f"{name} points at {target._meta.label}"
        for model in own_models()
        for name, target in relations(model)
        if target.__module__.startswith("shanyraq.")
        and target._meta.app_label != model._meta.app_label
        and rank[target._meta.app_label] >= rank[model._meta.app_label]
    ]

    assert not upward


def test_record_access_and_vault_name_a_person_by_id_only() -> None:
    keys = [
        name
        for model in own_models()
        if model._meta.app_label in {"audit", "access", "vault"}
        for name, target in relations(model)
        if target._meta.app_label in {"people", "cases"}
    ]

    assert not keys


def test_no_generic_foreign_keys() -> None:
    assert not [m._meta.label for m in own_models() if m._meta.private_fields]
