"""B11: one custodian, an administrator or who asks tries to open a seal alone, in every way there is. None opens it.

`shanyraq/vault/tests/test_at_once.py` adds twenty at the same instant, on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import CommandError, call_command, get_commands
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from shanyraq.access.actions.proposals import agree_to, decline, fingerprint_of
from shanyraq.access.models import Account, Agreement, Proposal, RoleGrant
from shanyraq.access.queries import computing, system_actor
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.vault import jobs, queries
from shanyraq.vault.actions.custodians import Present as Here
from shanyraq.vault.actions.custodians import become_custodian, end_custodian, lock_anew
from shanyraq.vault.actions.openings import open_for, read_opened
from shanyraq.vault.models import Custodian, Item, Opening, Part
from shanyraq.vault.queries import Subject
from shanyraq.vault.rules import words
from shanyraq.vault.tests.factories import ANOTHER, agrees, asks, keeps, make_item, passphrase

pytestmark = pytest.mark.django_db
CANARY = "Zhadyra-canary"


@dataclass
class Scene:
    """A request that one custodian has agreed to. Everybody's session, and what she who tries knows."""

    asker: Worker
    aida: Worker
    berik: Worker
    admin: Worker
    asked: Any
    at: Any

    @property
    def opening(self) -> str:
        return str(self.asked.opening.pk)

    def url(self, name: str) -> str:
        return reverse(f"vault:{name}", args=[self.opening])

    def fingerprint(self) -> str:
        return fingerprint_of(Proposal.objects.get(opening=self.asked.opening.pk))

    def agree_again(self, client: Client, whose: Worker, **more: str) -> str:
        told = {"passphrase": passphrase(whose), "fingerprint": self.fingerprint()} | more
        return client.post(self.url("agree"), told, follow=True).content.decode()

    def read(self, who: Worker | None = None) -> str:
        told = {"pickup": self.asked.words}
        return (who or self.asker).client.post(self.url("read"), told, follow=True).content.decode()


@pytest.fixture
def scene(
    monkeypatch: pytest.MonkeyPatch, zhanna: Worker, aida: Worker, berik: Worker, admin: Worker
) -> Scene:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    monkeypatch.setattr(queries, "_subjects", [lambda actor, person: Subject("K-1", "/file/")])
    at = real_now()
    keeps(aida, berik)
    make_item(text=CANARY)
    asked = asks(zhanna, at=at)
    agrees(aida, asked, at=at)
    return Scene(zhanna, aida, berik, admin, asked, at)


def through_the_page_again(it: Scene) -> str:
    """The same custodian sends her agreement again."""
    return it.agree_again(it.aida.client, it.aida) + it.read()


def through_the_action(it: Scene) -> str:
    """The same custodian, past the page."""
    agrees(it.aida, it.asked, at=it.at)
    return it.read()


def through_the_road_itself(it: Scene) -> str:
    """Another colleague of her role agrees without giving a part."""
    agree_to(
        proposal_id=it.asked.opening.proposal_id, fingerprint=it.fingerprint(), by=it.berik.actor, at=it.at
    )
    return it.read()


def in_anothers_name(it: Scene) -> str:
    """She is in the other's session, and knows her own words only."""
    return it.agree_again(it.berik.client, it.aida) + it.read()


def from_the_shell(it: Scene) -> str:
    """Whoever has a shell calls the last step itself."""
    with computing("shell"):
        open_for(proposal=Proposal.objects.get(opening=it.asked.opening.pk), at=it.at)
    return it.read()


def by_writing_rows(it: Scene) -> str:
    """The owner of the database writes the second agreement and the hour herself, with a part that she makes up."""
    proposal = Proposal.objects.get(opening=it.asked.opening.pk)
    Agreement.objects.create(
        proposal=proposal, by=it.berik.staff, fingerprint=fingerprint_of(proposal), at=it.at
    )
    with computing("shell"):
        opening, item = Opening.objects.get(), Item.objects.get()
        public = bytes(opening.pickup_key)
        parts = words.seal_for(public, item.pk.bytes + bytes(32), opening.pk.bytes + bytes((2,)))
        Part.objects.create(opening=opening, number=2, parts=parts)
        Opening.objects.update(opened_at=it.at, readable_until=it.at + timedelta(hours=1))
    return it.read()


def by_copying_her_part(it: Scene) -> str:
    """The owner of the database gives the first custodian's part a second time, as the other's."""
    with computing("shell"):
        part = Part.objects.get()
        Part.objects.create(opening=part.opening, number=2, parts=part.parts)
        Opening.objects.update(opened_at=it.at, readable_until=it.at + timedelta(hours=1))
    return it.read()


def by_the_chore(it: Scene) -> str:
    """The regular work runs."""
    jobs.forget_what_is_over(it.at)
    return it.read()


def by_a_job_of_the_system(it: Scene) -> str:
    """The system itself reads for a reason."""
    told = read_opened(
        opening_id=it.asked.opening.pk, pickup_words=it.asked.words, by=system_actor("job"), at=it.at
    )
    return str(told)


def by_a_command(it: Scene) -> str:
    """No command of the framework that is installed shows it."""
    out = StringIO()
    for name in ("dumpdata", "inspectdb"):
        assert name in get_commands()
    try:
        call_command("dumpdata", "vault", stdout=out, stderr=out)
    finally:
        told = out.getvalue()
    return told


def by_replay(it: Scene) -> str:
    """An older request of the same person was agreed to by both; its hour is over, and its form is sent again."""
    earlier = it.at - timedelta(hours=3)
    old = asks(it.asker, at=earlier)
    for one in (it.aida, it.berik):
        agrees(one, old, at=earlier)
    told = {"passphrase": passphrase(it.berik), "fingerprint": fingerprint_of(old.opening.proposal)}
    answer = it.berik.client.post(reverse("vault:agree", args=[old.opening.pk]), told, follow=True)
    late = it.asker.client.post(reverse("vault:read", args=[old.opening.pk]), {"pickup": old.words})
    mixed = it.asker.client.post(it.url("read"), {"pickup": old.words})
    return answer.content.decode() + late.content.decode() + mixed.content.decode() + it.read()


def by_agreeing_to_her_own(it: Scene) -> str:
    """A custodian who works with people asks herself, and is one of the two."""
    RoleGrant.objects.create(staff=it.aida.staff, role="lawyer", starts_at=it.at - timedelta(days=1))
    it.aida.works_as("lawyer")
    hers = asks(it.aida, at=it.at)
    for role in ("custodian", "lawyer"):
        it.aida.works_as(role)
        try:
            agrees(it.aida, hers, at=it.at)
        except Refusal:
            continue
    return str(read_opened(opening_id=hers.opening.pk, pickup_words=hers.words, by=it.aida.actor, at=it.at))


def with_two_accounts(it: Scene) -> str:
    """One person is given a second account, of another colleague who does not exist, with the role and a key."""
    puppet = make_worker("Noone", "custodian")
    become_custodian(passphrase=passphrase(puppet), by=puppet.actor, at=it.at)
    return it.agree_again(puppet.client, puppet) + it.read()


def by_letting_a_puppet_in(it: Scene) -> str:
    """She lets her puppet in, alone."""
    puppet = make_worker("Noone", "custodian")
    made = become_custodian(passphrase=passphrase(puppet), by=puppet.actor, at=it.at)
    own = Custodian.objects.get(staff=it.aida.staff)
    present = Here(own.pk, passphrase(it.aida)), Here(made.pk, passphrase(puppet))
    lock_anew(present=present, let_in=[made.pk], by=it.aida.actor, at=it.at)
    return it.agree_again(puppet.client, puppet) + it.read()


def by_driving_the_other_out(it: Scene) -> str:
    """She ends the other's key, so that she would be alone with a puppet."""
    end_custodian(custodian_id=Custodian.objects.get(staff=it.berik.staff).pk, by=it.aida.actor, at=it.at)
    return it.read()


def after_it_expired(it: Scene) -> str:
    """The second custodian comes a day later."""
    agrees(it.berik, it.asked, at=it.at + timedelta(hours=24))
    return it.read()


def after_a_no(it: Scene) -> str:
    """The other said no, and is talked round too late."""
    decline(proposal_id=it.asked.opening.proposal_id, by=it.berik.actor, at=it.at)
    agrees(it.berik, it.asked, at=it.at)
    return it.read()


def after_she_lost_her_role(it: Scene) -> str:
    """The first custodian's role was ended meanwhile."""
    RoleGrant.objects.filter(staff=it.aida.staff).update(ends_at=it.at)
    return it.agree_again(it.berik.client, it.berik) + it.read()


def after_her_access_ended(it: Scene) -> str:
    """The first custodian's access was ended meanwhile."""
    Account.objects.filter(staff=it.aida.staff).update(is_active=False, ended_at=it.at)
    return it.agree_again(it.berik.client, it.berik) + it.read()


def for_another_person(it: Scene) -> str:
    """The request is turned to another person after the first custodian read it."""
    make_item(ANOTHER, text=CANARY)
    Proposal.objects.update(subject=ANOTHER)
    with computing("shell"):
        Opening.objects.update(person=ANOTHER)
    return it.agree_again(it.berik.client, it.berik) + it.read()


def to_another_pick_up(it: Scene) -> str:
    """The owner of the database puts a key of her own in the place of the pick-up's, after the first agreement."""
    salt = bytes(16)
    own = words.pickup_key("aaaa-bbbb-cccc-dddd-eeee", salt).public_key().public_bytes_raw()
    with computing("shell"):
        Opening.objects.update(pickup_key=own, salt=salt)
    it.agree_again(it.berik.client, it.berik)
    told = {"pickup": "aaaa-bbbb-cccc-dddd-eeee"}
    return it.asker.client.post(it.url("read"), told, follow=True).content.decode()


def as_the_administrator(it: Scene) -> str:
    """The administrator gives herself both roles; every page of the site is opened, and both forms are sent."""
    for role in ("custodian", "lawyer"):
        RoleGrant.objects.create(staff=it.admin.staff, role=role, starts_at=it.at - timedelta(days=1))
    pages = []
    for role in ("administrator", "custodian", "lawyer"):
        it.admin.works_as(role)
        pages += [it.agree_again(it.admin.client, it.aida), it.read(it.admin)]
        pages += [it.admin.client.get(it.url("request")).content.decode()]
    it.admin.works_as("custodian")
    become_custodian(passphrase=passphrase(it.admin), by=it.admin.actor, at=it.at)
    for role in ("custodian", "lawyer"):
        it.admin.works_as(role)
        pages += [it.agree_again(it.admin.client, it.admin), it.read(it.admin)]
    return "".join(pages)


def through_an_interface_for_administration(it: Scene) -> str:
    """There is none: neither Django's nor an interface for programs."""
    names = {str(one.pattern) for one in get_resolver().url_patterns}
    assert not [one for one in names if one.startswith(("admin", "api"))]
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")
    return it.read()


WAYS: list[Callable[[Scene], str]] = [
    through_the_page_again,
    through_the_action,
    through_the_road_itself,
    in_anothers_name,
    from_the_shell,
    by_writing_rows,
    by_copying_her_part,
    by_the_chore,
    by_a_job_of_the_system,
    by_a_command,
    by_replay,
    by_agreeing_to_her_own,
    with_two_accounts,
    by_letting_a_puppet_in,
    by_driving_the_other_out,
    after_it_expired,
    after_a_no,
    after_she_lost_her_role,
    after_her_access_ended,
    for_another_person,
    to_another_pick_up,
    as_the_administrator,
    through_an_interface_for_administration,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_seal_opens_for_nobody_alone(scene: Scene, way: Callable[[Scene], str]) -> None:
    try:
        told = way(scene)
    except (Refusal, ObjectDoesNotExist, CommandError) as refused:
        told = f"{refused!r}"

    assert CANARY not in told
    assert CANARY not in scene.read()


def test_the_other_custodians_word_is_all_that_was_missing(scene: Scene) -> None:
    """The same scene opens in the right way: it is not that nothing opens here."""
    assert "for an hour" in scene.agree_again(scene.berik.client, scene.berik)
    assert CANARY in scene.read()
