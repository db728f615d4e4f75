"""Repeating what was erased, where an older backup has brought it back: by the proofs that outlived it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.rights.actions.erasing import erase_rows, finish
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.queries.erasures import GONE, here, to_repeat
from shanyraq.rights.rules.proofs import Proof

SYSTEM = system_actor("restore")


@dataclass(frozen=True)
class Repeated:
    """How many erasures were repeated, and how many wait: a legal hold that stands in the backup keeps them."""

    done: int
    held: int


def repeat_erasures(*, known: Iterable[Proof], at: datetime) -> Repeated:
    """Do again what three had decided and what this state does not know to be done. `at`: the real time.

    Nobody decides anew: whoever calls this has seen that the list is signed by this installation. Each is an act of
    its own, and may be repeated: what is done is left alone.
    """
    wanted, held = to_repeat(known), 0
    for proof in wanted:
        with recorded("erasure.repeat", by=SYSTEM) as act, computing("erasure.repeat"):
            for person in proof.people:
                act.about(person)
            act.about(proof.erasure, kind="erasure")
            _take_up(proof, at)
        held += erase_rows(erasure_id=proof.erasure, at=at).state == Erasure.DECIDED
    finish(at=at)
    return Repeated(len(wanted) - held, held)


def _take_up(proof: Proof, at: datetime) -> None:
    """Write down that it was decided, as the list proves. Part of the caller's recorded act."""
    found = Erasure.objects.select_for_update(of=("self",)).filter(pk=proof.erasure).first()
    if found is not None and found.state in GONE:
        return
    erasure = found or _anew(proof)
    erasure.state, erasure.decided_at, erasure.repeated_at = Erasure.DECIDED, proof.decided_at, at
    erasure.also = sorted(str(one) for one in here(proof.people) if one != erasure.person_id)
    erasure.save(force_insert=found is None)


def _anew(proof: Proof) -> Erasure:
    """An erasure of which this state has no row: of her first record that stands here."""
    there = here(proof.people)
    asked = DataRequest.objects.filter(pk=proof.request, person__in=proof.people) if proof.request else None
    request = asked.first() if asked is not None else None
    person = next(one for one in proof.people if one in there)
    return Erasure(pk=proof.erasure, person_id=person, request=request, parts=list(proof.parts))
