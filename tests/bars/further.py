"""Addresses that open only with more than a row of the families: a step of the plan in the address, a file that is
closed, something that waits for a second person, a link that nobody has used yet. Everybody asks for each of them.

Those of the door open to whoever stands there: `at_the_door`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from shanyraq.access.actions.invitations import NewColleague, invite
from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.actions.recoveries import ask_recovery
from shanyraq.access.ended import cookie_name
from shanyraq.access.models import Account, Proposal
from shanyraq.access.queries.sessions import HALFWAY, PROVED
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests import factories as make
from shanyraq.cases.tests.cast import make_worker
from shanyraq.foundation.clock import real_now, today
from shanyraq.foundation.keeping import keep
from shanyraq.oversight.actions.invented import ask_to_invent
from shanyraq.oversight.actions.legal import propose_answer
from shanyraq.oversight.actions.mandates import ask_mandate
from shanyraq.oversight.models import LegalRequest
from shanyraq.oversight.rules.legal import REFUSED, Decided
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.tests.factories import AT
from shanyraq.rights.tests.factories import ask_to_lift_hold, make_legal_hold

if TYPE_CHECKING:
    from tests.bars.town import Colleague, Town

STEPS = {"cases:waive": "P5-09", "cases:decline": "P3-06"}  # open in the plans of near


def further(town: Town) -> dict[str, list[str]]:
    """The rows behind these addresses are made here; each address by its name."""
    found: dict[str, list[str]] = defaultdict(list)
    near = Case._base_manager.get(person=town.people["near"][0])
    closed = Case._base_manager.get(person=town.people["closed"][0])
    for name, step in STEPS.items():
        for words in ({"person_id": near.person_id}, {"family_id": near.family_id}):
            found[name].append(f"{reverse(name, kwargs=words)}?step={step}")
    found["cases:reopen_case"].append(reverse("cases:reopen_case", args=[closed.family_id]))
    asked = make.make_review(near, town.first("case_manager").staff, kind="PLAN")
    found["cases:decide_review"].append(reverse("cases:decide_review", args=[asked.pk]))
    for name, address in _own_entries(town, near):
        found[name].append(address)
    for name, address in (*_waiting(town), *_misplaced(town, near)):
        found[name].append(address)
    return found


def _own_entries(town: Town, near: Case) -> list[tuple[str, str]]:
    """What somebody without pages of files wrote of one person; a meeting at which somebody interprets."""
    note = make.make_note(near, compartment="C11", written_by=town.first("faith_counsellor").staff)
    interpreter = town.first("interpreter").staff
    meeting = make.make_appointment(near, town.first("case_manager").staff, interpreter=interpreter)
    town.telling(meeting, interpreter)
    for hers in Note._base_manager.filter(written_by=interpreter, person=near.person_id):
        town.telling(hers, interpreter)  # she works with whom she interprets for, and sees her own entries
    return [
        ("cases:correct_own_entry", reverse("cases:correct_own_entry", args=[note.pk])),
        ("cases:add_entry_of_meeting", reverse("cases:add_entry_of_meeting", args=[meeting.pk])),
    ]


def _misplaced(town: Town, near: Case) -> list[tuple[str, str]]:
    """A paper that a lawyer added to the mother and that is the child's; one that she took away and may bring back."""
    lawyer = town.first("lawyer").staff
    slipped = make_paper(near, added_by=lawyer)
    away = make_paper(near, added_by=lawyer, taken_at=AT, taken_by=lawyer, taken_why="OTHER")
    child = town.people["near"][1]
    return [
        ("papers:move_paper", reverse("papers:move_paper", args=[slipped.pk, child])),
        ("papers:bring_back", reverse("papers:bring_back", args=[away.pk])),
    ]


def _waiting(town: Town) -> list[tuple[str, str]]:
    """Something of each kind that waits for a second person; a link that waits for its colleague."""
    administrator, officer, at = town.first("administrator").actor, town.first("dpo").actor, real_now()
    lost = make_worker("lost.key", "teacher", region="KAR")
    recovery = ask_recovery(
        staff_id=lost.staff.pk,
        ground="LOST_DEVICE",
        reason="Her telephone was stolen on the bus on Monday.",
        by=administrator,
        at=at,
    )
    invented = ask_to_invent(
        names={"Latn": "Raushan Bekova"},
        sex="F",
        born=1991,
        region="ALR",
        reason="A name from the newspapers that curious people would look for.",
        by=officer,
        at=at,
    )
    near = Case._base_manager.get(person=town.people["near"][0])
    hold = make_legal_hold(
        near, town.first("dpo").staff, starts_on=today(), ends_on=today() + timedelta(days=90)
    )
    officers = [one.worker.staff for one in town.colleagues.values() if one.reader.role == "dpo"]
    town.telling(hold, *officers)  # as every hold: who oversees rights keeps them
    lifting = ask_to_lift_hold(hold, town.first("dpo"))
    mandate = ask_mandate(
        code=near.person.code,
        monitor=town.first("monitor").staff.pk,
        ground="mandate",
        act="Law on the Commissioner, article 22",
        until=today() + timedelta(days=10),
        reason="The monitor looks into how she was received.",
        by=officer,
        at=at,
    )
    propose_answer(
        legal_id=LegalRequest._base_manager.get(person=near.person_id).pk,
        decided={1: Decided(REFUSED, "No ground of the law reaches her papers.")},
        telling_forbidden_by="",
        reason="The order names no paper of hers, and the law gives none without one.",
        at=at,
        by=town.first("lawyer").actor,
    )
    new = NewColleague("new.colleague", "Saltanat", "Ermekova", "logistics", region="KAR", roles=("partner",))
    invited = invite(colleague=new, by=administrator, at=at, today=AT.date())
    return [
        ("rights:control", reverse("rights:control", args=[lifting.pk])),
        ("oversight:mandate", reverse("oversight:mandate", args=[mandate.pk])),
        ("access:recovery", reverse("access:recovery", args=[recovery.pk])),
        ("oversight:proposed_person", reverse("oversight:proposed_person", args=[invented.pk])),
        ("access:accept_invitation", reverse("access:accept_invitation", args=[invited.secret])),
        ("access:renew_invitation", reverse("access:renew_invitation", args=[invited.staff.pk])),
    ]


def sent() -> dict[str, dict[str, str]]:
    """What the form on another page would bring to an act: that this answer to an authority is what was read."""
    [answer] = Proposal._base_manager.filter(pk__in=LegalRequest._base_manager.values("proposal"))
    return {"oversight:agree_legal_request": {"fingerprint": fingerprint_of(answer)}}


def at_the_door(town: Town, stranger: Colleague) -> Iterator[tuple[Colleague, str, str]]:
    """Who stands there, the name of what she asks for, and its address: a page each that rows alone do not open.

    Somebody whose password fitted and who shows her code next; somebody who has a password, and sets a second one;
    somebody who takes her own app away, or for whom waits what she sent too late; somebody who comes in to a
    demonstration as its invented colleague.
    """
    keeper, now = town.colleagues["monitor here"], real_now().timestamp()
    keeper.worker.account.set_password("seven quiet camels crossed")
    keeper.worker.account.save()
    keeper.client.force_login(keeper.worker.account)
    app = Authenticator.objects.create(
        user=keeper.worker.account, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    _remember(keeper.client, PROVED, now)
    yield keeper, "access:second_password", reverse("access:second_password")
    yield keeper, "access:take_away", reverse("access:take_away", args=[app.pk])
    app.delete()
    keeper.client.cookies[cookie_name()] = keep(
        account=keeper.worker.account.pk,
        page=reverse("cases:register_family"),
        fields=[("name", "what she had typed")],
        at=real_now(),
    )
    yield keeper, "access:unsaved", reverse("access:unsaved")
    halfway = {"account": str(keeper.worker.account.pk), "at": now, "next": "/"}
    stranger.worker.__dict__["client"] = Client()
    _remember(stranger.client, HALFWAY, halfway)
    yield stranger, "access:second_step", reverse("access:second_step")
    Account.objects.filter(pk=town.first("teacher").account.pk).update(login="demo-teacher")
    yield stranger, "demo:enter", reverse("demo:enter", args=["teacher"])


def _remember(client: Client, word: str, value: object) -> None:
    """Write something into a session, as the door does."""
    session = client.session
    session[word] = value
    session.save()
