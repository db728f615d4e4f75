"""Joining two records that proved to be one person, and taking that back.

The absorbed record stays as it is but for what moves and for its names, which are former names now and go to the
vault; nobody sees it any more and no search key leads to it. What moved is noted by id, so that undoing restores both
records exactly.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from shanyraq.access.queries import Guarded, computing
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import Refusal
from shanyraq.people.actions.facts import put_away as put_away_names
from shanyraq.people.actions.facts import rebuild_keys, relabel
from shanyraq.people.actions.forgetting import UNDOABLE_FOR
from shanyraq.people.models import (
    CareSituation,
    Family,
    FamilyMembership,
    Kinship,
    Merge,
    Person,
    PersonLanguage,
    PersonName,
)
from shanyraq.people.rules import label_columns
from shanyraq.vault import actions as vault

SINGLE_FACTS = {"sex": ("sex",), "birth": ("birth_date", "birth_precision"), "nationality": ("nationality",)}
Rows = list[str]


class CannotMerge(Refusal):
    """These two records cannot be joined, or the joining cannot be taken back."""


def merge_people(
    *,
    kept: Person,
    absorbed: Person,
    reason: str,
    take: Collection[str] = (),
    by_staff: uuid.UUID,
    also_moved: Mapping[str, Any] | None = None,
    at: datetime,
) -> Merge:
    """Move what belongs to `absorbed` to `kept`. Part of the caller's recorded act; both are locked.

    Facts of `kept` stay; empty ones, and those named in `take` (sex, birth, nationality), come from `absorbed`, as do
    names in scripts and languages that `kept` lacks. `also_moved` is what the caller moved in tables of its own.
    """
    if kept.pk == absorbed.pk:
        raise CannotMerge(_("Choose two different records."), code="same")
    if kept.merged_into_id or absorbed.merged_into_id:
        raise CannotMerge(_("One of these records was joined with another already."), code="merged_already")
    with computing("person.merge"):
        keyring.warm([kept.pk, absorbed.pk])
        moved = _move_all(kept, absorbed, take) | {"elsewhere": dict(also_moved or {})}
        absorbed.merged_into = kept
        Person.objects.filter(pk=absorbed.pk).update(merged_into=kept)
        rebuild_keys(person=kept)
        put_away = _put_names_away(kept, absorbed, at)
        rebuild_keys(person=absorbed)
        return Merge.objects.create(
            kept=kept,
            absorbed=absorbed,
            moved=moved,
            put_away=put_away,
            reason=reason.strip(),
            merged_by=by_staff,
            merged_at=at,
        )


def undo_merge(*, merge: Merge, by_staff: uuid.UUID, at: datetime) -> Merge:
    """Give back to the absorbed record what the merge took. Part of the caller's recorded act; both are locked.

    What came to the kept record since stays with it. Raises CannotMerge.
    """
    kept, absorbed, moved = merge.kept, merge.absorbed, merge.moved
    if merge.undone_at is not None:
        raise CannotMerge(_("This was undone already."), code="undone_already")
    if merge.merged_at + UNDOABLE_FOR <= at:
        raise CannotMerge(
            _(
                "More than a week has passed: the second record's names open only at the word of two custodians."
            ),
            code="too_late",
        )
    if kept.merged_into_id:
        raise CannotMerge(
            _("The joined record was itself joined with another. Undo that first."), code="merged_again"
        )
    with computing("person.undo_merge"):
        for model, key in (
            (PersonName, "names"),
            (PersonLanguage, "languages"),
            (FamilyMembership, "places"),
            (Kinship, "kin"),
            (CareSituation, "care"),
        ):
            model.objects.filter(pk__in=moved[key], person=kept).update(person=absorbed)
        Kinship.objects.filter(pk__in=moved["kin_of"], relative=kept).update(relative=absorbed)
        _take_names_back(absorbed, merge.put_away)
        vault.give_back(items=[uuid.UUID(one) for one in moved["vault"]], to_person=absorbed.pk)
        _give_back_facts(kept, moved["facts"])
        absorbed.merged_into = None
        Person.objects.filter(pk=absorbed.pk).update(merged_into=None)
        rebuild_keys(person=kept)
        rebuild_keys(person=absorbed)
        merge.undone_by, merge.undone_at = by_staff, at
        merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def _move_all(kept: Person, absorbed: Person, take: Collection[str]) -> dict[str, Any]:
    """Move what the kept record lacks. Returns what moved, by kind."""
    return {
        "facts": _take_facts(kept, absorbed, take),
        "names": _move(_lacking(PersonName.objects, "script", kept, absorbed), kept),
        "languages": _move(_lacking(PersonLanguage.objects, "language", kept, absorbed), kept),
        "places": _move_place(kept, absorbed),
        "kin": _move_kin(kept, absorbed),
        "kin_of": _move_kin_of(kept, absorbed),
        "care": _move_care(kept, absorbed),
        "vault": [str(one) for one in vault.move(from_person=absorbed.pk, to_person=kept.pk)],
    }


def _put_names_away(kept: Person, absorbed: Person, at: datetime) -> dict[str, Any]:
    """Seal the names of the absorbed record that the kept one does not use; none of them stays in clear.

    Returns what undoing needs. The vault gives nothing back to the server, so that is sealed with the merge.
    """
    names = list(PersonName.objects.filter(person=absorbed).order_by("script"))
    used = set(PersonName.objects.filter(person=kept).values_list("text", flat=True))
    homes = list(Family.objects.filter(memberships__person__in=(kept, absorbed), memberships__ends_on=None))
    items = put_away_names(person=kept, gone=[name for name in names if name.text not in used], at=at)
    PersonName.objects.filter(person=absorbed).delete()
    keyring.ensure_keys([(absorbed.pk, "C2")])
    return {
        "names": [
            [str(one.pk), one.script, one.text, one.given, str(one.starts_on), one.source] for one in names
        ],
        "items": [str(one) for one in items],
        "labels": relabel(
            families=homes, person=kept, gone=[one.text for one in names if one.text not in used]
        ),
    }


def _take_names_back(absorbed: Person, put_away: Mapping[str, Any]) -> None:
    """Undo `_put_names_away`; a label that somebody changed since stays."""
    PersonName.objects.bulk_create(
        PersonName(
            pk=uuid.UUID(pk),
            person=absorbed,
            script=script,
            text=text,
            given=given,
            starts_on=date.fromisoformat(starts_on),
            source=source,
        )
        for pk, script, text, given, starts_on, source in put_away.get("names", ())
    )
    vault.destroy(items=[uuid.UUID(one) for one in put_away.get("items", ())])
    for family, (before, now) in put_away.get("labels", {}).items():
        Family.objects.filter(pk=family, label=now).update(**label_columns(before))


def _take_facts(kept: Person, absorbed: Person, take: Collection[str]) -> dict[str, list[str | None]]:
    """Fill the kept record's facts. Returns what stood there before and what stands there now, by field, as text."""
    before: dict[str, list[str | None]] = {}
    for fact, fields in SINGLE_FACTS.items():
        first = fields[0]
        if not getattr(absorbed, first) or (getattr(kept, first) and fact not in take):
            continue
        for field in fields:
            before[field] = [_text(getattr(kept, field)), _text(getattr(absorbed, field))]
            setattr(kept, field, getattr(absorbed, field))
    _save_facts(kept, before)
    return before


def _give_back_facts(kept: Person, facts: Mapping[str, list[str | None]]) -> None:
    """Restore facts, but those that somebody corrected since the merge."""
    if all(_text(getattr(kept, field)) == now for field, (_before, now) in facts.items()):
        for field, (before, _now) in facts.items():
            value = date.fromisoformat(before) if field == "birth_date" and before else before
            setattr(kept, field, value)
        _save_facts(kept, facts)


def _save_facts(person: Person, fields: Iterable[str]) -> None:
    values = {field: getattr(person, field) for field in fields}
    if values:
        Person.objects.filter(pk=person.pk).update(**values)


def _text(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _lacking(rows: Any, field: str, kept: Person, absorbed: Person) -> Guarded[Any]:
    """Rows of the absorbed record whose script or language the kept one lacks."""
    has = list(rows.filter(person=kept).values_list(field, flat=True))
    lacking: Guarded[Any] = rows.filter(person=absorbed).exclude(**{f"{field}__in": has})
    return lacking


def _move(rows: Guarded[Any], kept: Person, field: str = "person") -> Rows:
    ids = list(rows.values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=ids).update(**{field: kept})
    return [str(one) for one in ids]


def _move_place(kept: Person, absorbed: Person) -> Rows:
    """The absorbed record's place in a family, where the kept one has none now."""
    if FamilyMembership.objects.filter(person=kept, ends_on=None).exists():
        return []
    return _move(FamilyMembership.objects.filter(person=absorbed, ends_on=None), kept)


def _move_kin(kept: Person, absorbed: Person) -> Rows:
    known = {(one.relative_id, one.kind, one.ends_on) for one in Kinship.objects.filter(person=kept)}
    rows = Kinship.objects.filter(person=absorbed).exclude(relative=kept)
    new = [one.pk for one in rows if (one.relative_id, one.kind, one.ends_on) not in known]
    return _move(Kinship.objects.filter(pk__in=new), kept)


def _move_kin_of(kept: Person, absorbed: Person) -> Rows:
    known = {(one.person_id, one.kind, one.ends_on) for one in Kinship.objects.filter(relative=kept)}
    rows = Kinship.objects.filter(relative=absorbed).exclude(Q(person=kept) | Q(person=absorbed))
    new = [one.pk for one in rows if (one.person_id, one.kind, one.ends_on) not in known]
    return _move(Kinship.objects.filter(pk__in=new), kept, "relative")


def _move_care(kept: Person, absorbed: Person) -> Rows:
    known = {(one.kind, one.ends_on) for one in CareSituation.objects.filter(person=kept)}
    rows = CareSituation.objects.filter(person=absorbed)
    new = [one.pk for one in rows if (one.kind, one.ends_on) not in known]
    return _move(CareSituation.objects.filter(pk__in=new), kept)
