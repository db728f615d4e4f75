"""How this room's tables are emptied of a person: names, keys, languages, places and kin go; her code stays."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, Erasing, register_erasers
from shanyraq.foundation.spellings import spellings_of, spelt
from shanyraq.people import rules
from shanyraq.people.models import Family, PersonName


def leave_families(*, what: Erasing) -> None:
    """Take her words out of the labels of families; one in which nobody stays is called by its code.

    Part of the caller's recorded act.
    """
    if what.parts is not None:
        return
    hers = list(PersonName.objects.filter(person__in=what.people).values_list("text", flat=True))
    for family in Family.objects.filter(memberships__person__in=what.people).distinct():
        others = PersonName.objects.filter(
            person__memberships__family=family, person__memberships__ends_on=None, person__merged_into=None
        ).exclude(person__in=what.people)
        in_use = list(others.values_list("text", flat=True))
        words = [
            rules.label_without(one, old=hers, new="", in_use=in_use) for one in spellings_of(family.label)
        ]
        left = spelt(word for word in words if word) if in_use else ""
        Family.objects.filter(pk=family.pk).update(**rules.label_columns(left or family.code))


def register() -> None:
    """Say how this room's tables are emptied. Called once, from ready()."""
    code = "an opaque id and a random code that say nothing of her: what is counted does not break"
    register_erasers(
        Eraser(
            "people.Person",
            people=("pk",),
            part="C1",
            blanks={
                "sex": "",
                "birth_date": None,
                "birth_precision": "unknown",
                "nationality": "",
                "sort_name": "",
                "died_on": None,
                "merged_into": None,
            },
            stays={"id": code, "code": code, "made_at": "when the record was made"},
        ),
        Eraser(
            "people.Family",
            before=leave_families,
            stays={
                **dict.fromkeys(
                    ("label", "place_latn", "place_cyrl", "place_arab"),
                    "the name that the others go by; her words leave it",
                ),
                **dict.fromkeys(("id", "code", "made_at"), "the family of others, or a code of nobody"),
            },
        ),
        *(
            Eraser(f"people.{table}", people=("person",), part="C1", goes=True)
            for table in ("PersonName", "NameKey", "PersonLanguage", "FamilyMembership")
        ),
        Eraser("people.Kinship", people=("person", "relative"), part="C7", goes=True),
        Eraser("people.CareSituation", people=("person",), part="C7", goes=True),
        Eraser("people.Merge", people=("kept", "absorbed"), part="C1", goes=True, blanks={"put_away": None}),
    )
