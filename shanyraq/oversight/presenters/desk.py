"""The desk in words: what waits, the nearest clock first, how the record stands, and where the rest is."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.permissions import ACCOUNT_RECOVER_AGREE, decide
from shanyraq.access.rules import Actor
from shanyraq.audit.queries import checkpoints_late, unguarded, witness_fault
from shanyraq.oversight.presenters import moment
from shanyraq.oversight.queries import record
from shanyraq.oversight.queries import waiting as read
from shanyraq.oversight.rules import Waiting, in_order, is_late
from shanyraq.ui.parts import Action, Fact, Row


def waiting_for(actor: Actor, at: datetime) -> list[Waiting]:
    """Everything that waits for her, in order."""
    return in_order([*_reading(actor), *_proposals(actor, at)])


def _reading(actor: Actor) -> list[Waiting]:
    opened, found = read.emergencies(actor), read.findings(actor)
    return [
        Waiting(
            _("Emergency openings to be reviewed"),
            reverse("cases:emergencies"),
            opened.count,
            _("Somebody opened a closed part of a file for an hour. Was it right?"),
            opened.until,
        ),
        Waiting(
            _("Questions about reading"),
            reverse("oversight:findings"),
            found.count,
            _("Something about who opened which files is unusual. It may have a good reason."),
        ),
    ]


def _proposals(actor: Actor, at: datetime) -> list[Waiting]:
    """What two people have to do together: what she may agree to, and what she only knows of."""
    told = read.proposals(at)
    recover = told.pop("account.recover", read.Counted())
    seal = told.pop("seal.open", read.Counted())
    invented = told.pop("invented.person", read.Counted())
    return [
        Waiting(
            _("Access to restore"),
            reverse("access:recoveries") if decide(actor, ACCOUNT_RECOVER_AGREE) else "",
            recover.count,
            _("An officer asks for a second one, with the colleague in person."),
            recover.until,
        ),
        Waiting(
            _("People to be invented"),
            reverse("oversight:invented_people"),
            invented.count,
            _("One colleague asks, a second one agrees."),
            invented.until,
        ),
        Waiting(
            _("Requests to open a seal"),
            "",
            seal.count,
            _("Two custodians decide. You are told that it was asked."),
            seal.until,
        ),
    ]


def rows_of(waiting: list[Waiting], at: datetime) -> list[Row]:
    """A row for each sort: how many, and until when."""
    return [
        Row(
            one.title,
            url=one.url,
            line=one.line,
            end=str(one.count),
            end_line=_until(one.until, at),
            state="LATE" if is_late(one.until, at) else None,
        )
        for one in waiting
    ]


def lede(waiting: list[Waiting], at: datetime) -> str:
    """How much waits, and when the first clock runs out."""
    whole = sum(one.count for one in waiting)
    if not whole:
        return _("Nothing waits for you. The watch goes on by itself.")
    first = waiting[0].until
    if first is None:
        return ngettext(
            "One thing waits, and no clock is running.",
            "%(count)s things wait, and no clock is running.",
            whole,
        ) % {"count": whole}
    if is_late(first, at):
        return ngettext(
            "One thing waits; a clock ran out on %(moment)s.",
            "%(count)s things wait; a clock ran out on %(moment)s.",
            whole,
        ) % {"count": whole, "moment": moment(first, at)}
    return ngettext(
        "One thing waits; its clock runs until %(moment)s.",
        "%(count)s things wait; the first clock runs until %(moment)s.",
        whole,
    ) % {"count": whole, "moment": moment(first, at)}


def _until(until: datetime | None, at: datetime) -> str:
    return _("until %(moment)s") % {"moment": moment(until, at)} if until else ""


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
        (_("Invented people"), "oversight:invented_people", "person"),
        (_("Who may open what"), "desk:access_matrix", "shield"),
        (_("The record"), "desk:record_state", "list"),
    ]
    return [Action(label, reverse(name), icon, "text") for label, name, icon in told]
