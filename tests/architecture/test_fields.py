"""Every field of every table says whose it is, how it is masked, and how long it is kept."""

from django.core.checks import Error, run_checks
from django.db import models

from shanyraq.foundation.declared import declaration_of, undeclared_fields
from tests.architecture.test_foreign_keys import own_models

# Tables about people whose key counts up all the same: it is never shown, and tells nothing that lasts.
COUNTED = {"people.NameKey": "a search index, rebuilt from the names at any time"}


def test_every_field_declares_compartment_mask_and_retention() -> None:
    assert not undeclared_fields(), "wrap the field: declared(models.DateField(), compartment, mask, keep)"


def test_no_part_of_a_declaration_is_empty() -> None:
    empty = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.local_fields
        if (declaration := declaration_of(field)) is not None
        and not all((declaration.compartment, declaration.mask, declaration.keep))
    ]

    assert not empty


def test_the_site_has_no_complaint_about_itself() -> None:
    # templates.E002 is about the tests' own way to notice unknown variables
    complaints = [c for c in run_checks() if isinstance(c, Error) and c.id != "templates.E002"]

    assert not complaints


def test_every_table_says_what_one_row_means() -> None:
    silent = [
        model._meta.label
        for model in own_models()
        if not model._meta.auto_created and (model.__doc__ or "").startswith(f"{model.__name__}(")
    ]

    assert not silent, "the docstring of a model says what one row means"


def test_a_persons_key_tells_no_arrival_order() -> None:
    ordered = [
        model._meta.label
        for model in own_models()
        if model._meta.app_label in {"people", "cases", "vault"}
        and isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
        and model._meta.label not in COUNTED
    ]

    assert not ordered, "tables about people have UUIDv4 keys"
