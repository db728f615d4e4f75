"""A state from before an erasure is restored: what was erased is erased again, by the proof that outlived it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.audit.queries import about
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import DataKey
from shanyraq.people.models import PersonName
from shanyraq.people.tests.factories import make_person
from shanyraq.rights.actions.erasures import CannotErase, decline_to_erase
from shanyraq.rights.actions.repeating import Repeated, repeat_erasures
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.queries.erasures import is_erased, proofs, to_repeat
from shanyraq.rights.rules.proofs import Proof
from shanyraq.rights.tests.erasing import REASON, agree, asked, erased, filled
from shanyraq.rights.tests.factories import make_data_request, make_legal_hold


def proof_of(*people: UUID, **told: Any) -> Proof:
    """As a list of a later day tells of an erasure."""
    at = real_now() - timedelta(days=3)
    return replace(Proof(uuid4(), people, (), None, at, at), **told)


def repeat(*known: Proof) -> Repeated:
    return repeat_erasures(known=known, at=real_now())


def names_of(person: UUID) -> int:
    with computing("test"):
        return PersonName.objects.filter(person=person).count()


def test_nothing_of_her_is_left_and_her_tombstone_says_that_it_was_repeated(
    mother: Case, aigul: Worker, auditor: Worker
) -> None:
    filled(mother, aigul)
    request = make_data_request(mother, aigul.staff, kind="ERASE", wish="canary")
    make_data_request(mother, aigul.staff, kind="SEE", wish="canary")
    proof = proof_of(mother.person_id, request=request.pk)

    assert repeat(proof) == Repeated(done=1, held=0)

    assert is_erased(mother.person_id) and not names_of(mother.person_id)
    with computing("test"):
        assert not Note.objects.filter(person=mother.person_id).exists()
        assert {(one.outcome, one.wish) for one in DataRequest.objects.all()} == {("DONE", "")}
        assert Erasure.objects.get().request_id == request.pk
        assert Case.objects.get(pk=mother.pk).closed_reason == "ERASED"
    assert not DataKey.objects.filter(subject=mother.person_id).exists()
    page = auditor.client.get(reverse("rights:erasure", args=[proof.erasure])).content.decode()
    assert "Repeated after a backup was restored, on" in page and "Decided on" in page
    assert auditor.client.get(reverse("rights:erasures")).status_code == 200
    assert auditor.client.get(reverse("rights:requests_of", args=[mother.person_id])).status_code == 200


def test_it_is_in_the_record_as_repeated(mother: Case) -> None:
    repeat(proof_of(mother.person_id))

    acts = set(about(mother.person_id).values_list("action", flat=True))
    assert {"erasure.repeat", "erasure.erase"} <= acts
    assert Entry.objects.get(action="erasure.repeat").actor == "system"


def test_only_the_parts_that_were_erased_go(mother: Case, aigul: Worker) -> None:
    filled(mother, aigul)

    repeat(proof_of(mother.person_id, parts=("C5",)))

    with computing("test"):
        left = set(Note.objects.filter(person=mother.person_id).values_list("compartment", flat=True))
    assert "C5" not in left and "C3" in left and names_of(mother.person_id)


def test_what_was_joined_to_her_only_after_the_backup_goes_with_her(mother: Case) -> None:
    double, registered_later = make_person("Mariam Canaryova"), uuid4()

    repeat(proof_of(registered_later, mother.person_id, double.pk))

    assert not names_of(double.pk) and not names_of(mother.person_id)


def test_whoever_this_state_does_not_know_is_left_out(mother: Case) -> None:
    assert to_repeat([proof_of(uuid4())]) == []
    assert repeat(proof_of(uuid4())) == Repeated(done=0, held=0)
    assert names_of(mother.person_id)


def test_what_is_done_here_is_not_done_again(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    double = make_person("Mariam Canaryova", merged_into=mother.person)
    done = erased(mother, aigul, daniyar, auditor)

    (proof,) = proofs()

    assert (proof.erasure, proof.people) == (done.pk, (mother.person_id, double.pk))
    assert repeat(proof) == Repeated(done=0, held=0)
    assert not Entry.objects.filter(action="erasure.repeat").exists()


def test_the_proof_names_no_colleague_and_tells_no_word(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    erased(mother, aigul, daniyar, auditor)

    told = repr(proofs())

    for known in (aigul, daniyar, auditor):
        assert str(known.staff.pk) not in told
    assert "abroad" not in told and mother.person.code not in told


def test_what_others_had_not_decided_yet_in_the_backup_is_theirs_to_decide_no_more(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    waiting = asked(mother, aigul, parts=("C5",))

    repeat(proof_of(mother.person_id, parts=("C5",), erasure=waiting.pk))

    with pytest.raises(CannotErase):
        agree(waiting, daniyar), agree(waiting, auditor)
    assert "agree/" not in daniyar.client.get(reverse("rights:erasure", args=[waiting.pk])).content.decode()


def test_a_repeated_erasure_is_answered_by_nobody(mother: Case, auditor: Worker) -> None:
    proof = proof_of(mother.person_id)
    repeat(proof)

    with pytest.raises(CannotErase):
        decline_to_erase(
            erasure_id=proof.erasure, ground="VITAL", reasons=REASON, by=auditor.actor, at=real_now()
        )


def test_a_hold_of_the_backup_keeps_it_until_it_is_lifted(mother: Case, auditor: Worker) -> None:
    hold = make_legal_hold(mother, auditor.staff, parts=["C3"], ends_on=clock.today() + timedelta(days=9))
    proof = proof_of(mother.person_id)

    assert repeat(proof) == Repeated(done=0, held=1)
    assert names_of(mother.person_id)

    with computing("test"):
        type(hold).objects.update(lifted_at=real_now(), lifted_by=auditor.staff)
    assert repeat(proof) == Repeated(done=1, held=0)
    with computing("test"):
        assert Erasure.objects.get().state == "ERASED"
    assert not names_of(mother.person_id)
