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
from shanyraq.people.actions.facts import (
    CannotSetName,
    Facts,
    correct_facts,
    rebuild_keys,
    set_language,
    set_languages,
    set_name,
    set_names,
)
from shanyraq.people.actions.families import (
    CannotMove,
    CannotRelate,
    CannotSetCare,
    add_kinship,
    end_care_situation,
    end_kinship,
    move_to_family,
    set_care_situation,
)
from shanyraq.people.actions.forgetting import forget_names_to_undo
from shanyraq.people.actions.merging import CannotMerge, merge_people, undo_merge

__all__ = [
    "CannotMerge",
    "CannotMove",
    "CannotRelate",
    "CannotSetCare",
    "CannotSetName",
    "Facts",
    "FamilyText",
    "NameText",
    "NewPerson",
    "SealedName",
    "Tongue",
    "add_kinship",
    "correct_facts",
    "create_families",
    "create_family",
    "create_people",
    "end_care_situation",
    "end_kinship",
    "forget_names_to_undo",
    "merge_people",
    "move_to_family",
    "rebuild_keys",
    "set_care_situation",
    "set_language",
    "set_languages",
    "set_name",
    "set_names",
    "undo_merge",
]
