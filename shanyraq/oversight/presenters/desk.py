"""The desk in words: what waits, the nearest clock first, how the record stands, and where the rest is."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.access.rules import Actor
from shanyraq.audit.queries import checkpoints_late, unguarded, witness_fault
from shanyraq.cases.queries import exports
from shanyraq.foundation import clock
from shanyraq.oversight.presenters import moment
from shanyraq.oversight.presenters.accounts import forced, of_staff
from shanyraq.oversight.queries import breaches, legal, record
from shanyraq.oversight.queries import waiting as read
from shanyraq.oversight.rules import Waiting, in_order
from shanyraq.rights.queries import requests as rights
from shanyraq.rights.queries.retention import due
from shanyraq.rights.rules.codes import CONTROLS
from shanyraq.ui.parts import Action, Fact, Row


def waiting_for(actor: Actor, at: datetime) -> list[Waiting]:
    """Everything that waits for her, in order; breaches, and what people are promised, in the programme's own time."""
    now = clock.now()
    told = [*_reading(actor, at, now), *_asked(actor, now), *_proposals(actor, at), *_breaches(actor, now)]
    return in_order([forced(actor, at), *told, _lists(actor, at)])


def _reading(actor: Actor, at: datetime, now: datetime) -> list[Waiting]:
    opened, found = read.emergencies(actor), read.findings(actor)
    untold, openers = read.untold(actor, now.date()), read.openers(actor)
    return [
        Waiting(
            _("Emergency openings to be reviewed"),
            reverse("cases:emergencies"),
            opened.count,
            _("Somebody opened a closed part of a file for an hour. Was it right?"),
            opened.until,
            at,
        ),
        Waiting(
            _("The person is to be told"),
            reverse("cases:emergencies") + "#untold",
            untold.count,
            _("Of an emergency opening, within 30 days. Only you decide that telling would harm."),
            untold.until,
            now,
        ),
        Waiting(
            _("Who opened more than two in a month"),
            reverse("cases:emergencies") + "#openers",
            openers.count,
            _("Decide whether she goes on. After three days without a decision she opens nothing."),
            openers.until,
            at,
        ),
        Waiting(
            _("Questions about reading"),
            reverse("oversight:findings"),
            found.count,
            _("Something about who opened which files is unusual. It may have a good reason."),
        ),
    ]


def _asked(actor: Actor, now: datetime) -> list[Waiting]:
    """What people and authorities asked."""
    people = rights.waiting_for(actor, timezone.localdate(now))
    letters, by = legal.waiting_for(actor)
    return [
        Waiting(
            _("Requests of people about their own files"),
            reverse("rights:requests"),
            people.count,
            _("Confirm it, then answer in her or his language."),
            _end_of(people.first),
            now,
        ),
        Waiting(
            _("Kept long enough"),
            reverse("oversight:retention"),
            len(due(actor, now)),
            _("Parts of files whose time is over: ask that they are erased."),
            is_pile=True,
        ),
        Waiting(
            _("Legal requests"),
            reverse("oversight:legal_requests"),
            letters,
            _("An authority asks. The legal officer proposes an answer, you agree or not."),
            _end_of(by),
            now,
        ),
    ]


def _breaches(actor: Actor, at: datetime) -> list[Waiting]:
    open_ones, until = breaches.waiting_for(actor)
    line = _("The authority is told within 72 hours; closing needs a reason.")
    return [Waiting(_("Breaches"), reverse("oversight:breaches"), open_ones, line, until, at)]


def _end_of(day: date | None) -> datetime | None:
    """The last instant of a day, where the site is."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


def _proposals(actor: Actor, at: datetime) -> list[Waiting]:
    """What two people have to do together: what she may agree to, and what she only knows of."""
    told = read.proposals(at)
    lifting = read.together([told.pop(kind, read.Counted()) for kind in CONTROLS])
    kinds = ("erasure", "seal.open", "invented.person")
    erasing, seal, invented = (told.pop(kind, read.Counted()) for kind in kinds)
    return [
        *of_staff(told, actor, at),
        Waiting(
            _("Files to be erased"),
            reverse("rights:erasures"),
            erasing.count,
            _("One colleague asks, two others decide."),
            erasing.until,
            at,
        ),
        Waiting(
            _("Controls to be lifted"),
            reverse("rights:controls"),
            lifting.count,
            _("A legal hold or the protection of a file: one asks, a second one agrees."),
            lifting.until,
            at,
        ),
        Waiting(
            _("People to be invented"),
            reverse("oversight:invented_people"),
            invented.count,
            _("One colleague asks, a second one agrees."),
            invented.until,
            at,
        ),
        Waiting(
            _("Requests to open a seal"),
            "",
            seal.count,
            _("Two custodians decide. You are told that it was asked."),
            seal.until,
            at,
        ),
    ]


def _lists(actor: Actor, at: datetime) -> Waiting:
    """Lists of people that a colleague wants to take along."""
    count, until = exports.waiting_for(actor, at)
    line = _("One colleague asks, a second one agrees.")
    return Waiting(_("Lists taken along"), reverse("cases:exports"), count, line, until, at)


def rows_of(waiting: list[Waiting], at: datetime) -> list[Row]:
    """A row for each sort: how many, and until when."""
    return [
        Row(
            one.title,
            url=one.url,
            line=one.line,
            end=str(one.count),
            end_line=_until(one, at),
        )
        for one in waiting
    ]


def _until(one: Waiting, at: datetime) -> str:
    if one.until is None:
        return ""
    words = _("late since %(moment)s") if one.is_late else _("until %(moment)s")
    return words % {"moment": moment(one.until, one.at or at)}


def record_facts(at: datetime) -> list[Fact]:
    """How the record of who did and saw what stands."""
    kept = record.state()
    told = [
        Fact(_("Rows"), kept.rows, url=reverse("desk:record_state")),
        Fact(_("Last row"), moment(kept.last_at, at) if kept.last_at else "–"),
        Fact(_("Last signed"), moment(kept.signed_at, at) if kept.signed_at else "–"),
    ]
    if settings.WITNESS is not None:
        told.append(Fact(_("Witness told"), moment(kept.told_at, at) if kept.told_at else "–"))
    return told


def warnings(at: datetime) -> list[dict[str, str]]:
    """What is wrong about the record, each with what to do."""
    doctor = _("Ask the administrator what `shanyraq doctor` says.")
    no_witness = _(
        "Whoever rules over the server could cut the record short unseen. Ask for one to be named."
    )
    found = [
        (settings.WITNESS is None, _("Nobody outside is a witness"), no_witness),
        (bool(witness_fault(at)) and settings.WITNESS is not None, _("The witness is not told"), doctor),
        (bool(checkpoints_late(at)), _("The record is not being signed"), doctor),
        (bool(unguarded()), _("Rows of the record could be changed"), doctor),
    ]
    return [{"title": title, "body": body} for is_so, title, body in found if is_so]


def places(actor: Actor) -> list[Action]:
    """The other pages of her work."""
    told = [
        (_("All questions about reading"), "oversight:findings", "history"),
        (_("Legal requests"), "oversight:legal_requests", "papers"),
        (_("Breaches"), "oversight:breaches", "warn"),
        (_("Kept long enough"), "oversight:retention", "calendar"),
        (_("Invented people"), "oversight:invented_people", "person"),
        (_("See the site as a role"), "oversight:view_as", "eye"),
        (_("Who may open what"), "desk:access_matrix", "shield"),
        (_("The record"), "desk:record_state", "list"),
    ]
    return [Action(label, reverse(name), icon, "text") for label, name, icon in told]
