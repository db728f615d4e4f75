"""The writes about people, one subject a module. Each is part of the caller's recorded act: `cases` decides who may."""

from shanyraq.people.actions.creating import (
    FamilyText,
    NameText,
    NewPerson,
    SealedName,
    Tongue,
    create_families,
    create_family,
    create_people,
)

__all__ = [
    "FamilyText",
    "NameText",
    "NewPerson",
    "SealedName",
    "Tongue",
    "create_families",
    "create_family",
    "create_people",
]
