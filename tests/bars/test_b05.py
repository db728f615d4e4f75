"""B05: every field of every table says which part of a file it belongs to; one that does not stops the start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.checks import Error, run_checks
from django.core.management import CommandError, call_command
from django.db import models

from shanyraq.access.checks import every_field_is_declared
from shanyraq.access.rules import COMPARTMENTS, MASKS
from shanyraq.foundation.declared import declaration_of, declared

ROW = "ROW"  # the part that the row itself names


@pytest.fixture
def table() -> Iterator[type[models.Model]]:
    """A table of ours that somebody just added, with one field that says what it is."""

    class Sighting(models.Model):
        """Somebody was seen."""

        id = declared(models.BigAutoField(primary_key=True), "SYSTEM", "hide", "case")

        class Meta:
            app_label = "cases"

    Sighting.__module__ = "shanyraq.cases.models"
    apps.clear_cache()
    yield Sighting
    del apps.all_models["cases"]["sighting"]
    apps.clear_cache()


def added(table: type[models.Model], field: models.Field) -> list[str]:
    field.contribute_to_class(table, "seen")
    return [str(fault.msg) for fault in every_field_is_declared(None)]


def test_every_field_is_in_a_known_part_with_a_known_mask_and_a_time_to_go() -> None:
    own = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("shanyraq.")]
    fields = [field for model in own for field in model._meta.local_fields]
    known = [
        field
        for field in fields
        if (said := declaration_of(field)) is not None
        and said.compartment in (*COMPARTMENTS, ROW)
        and said.mask in MASKS
        and said.keep
    ]

    assert len(own) > 30 and len(fields) > 250
    assert [str(field) for field in fields if field not in known] == []
    assert every_field_is_declared(None) == []


def test_a_field_that_says_nothing_is_named(table: type[models.Model]) -> None:
    assert every_field_is_declared(None) == []

    assert added(table, models.CharField(max_length=5)) == [
        "cases.Sighting.seen declares no compartment, mask and retention"
    ]


@pytest.mark.parametrize(("part", "mask"), [("C14", "hide"), ("", "hide"), ("C1", "sometimes")])
def test_a_field_in_an_unknown_part_or_with_an_unknown_mask_is_named(
    table: type[models.Model], part: str, mask: str
) -> None:
    faults = added(table, declared(models.CharField(max_length=5), part, mask, "case"))

    assert len(faults) == 1 and "unknown" in faults[0] and "seen" in faults[0]


def test_the_site_does_not_start_with_such_a_field(table: type[models.Model]) -> None:
    models.CharField(max_length=5).contribute_to_class(table, "seen")

    assert "access.E1" in {fault.id for fault in run_checks() if isinstance(fault, Error)}
    with pytest.raises(CommandError, match=r"cases\.Sighting\.seen declares no compartment"):
        call_command("check")
