"""Two decisions that nobody takes alone: one that was taken, with a member who saw it otherwise, and one that waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import computing
from shanyraq.audit.actions import recorded
from shanyraq.cases.actions.dossiers import lend_file
from shanyraq.cases.models import Case
from shanyraq.demo.actions.team import MAKER
from shanyraq.foundation import keyring
from shanyraq.panels import rules
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.queries.barred import terms
from shanyraq.people.models import CareSituation

SEATS = ("protection", "health", "learning_law")
DECIDED = {
    "kind": "placement",
    "proposal": "Ребёнок живёт у тёти, брат и сестра остаются вместе. Переезд в июне.",
    "reason": "Тётя готова, жильё осмотрено, школа рядом. Против: второй переезд за год.",
    "view": "Хочет к тёте и чтобы брат был рядом.",
    "voice_words": "Опекун согласен с желанием ребёнка.",
    "reasons": "Тётя знает детей, брат и сестра остаются вместе, школа рядом с домом.",
}
VOTES = (
    (True, "Семья готова, дети вместе.", ""),
    (False, "Сначала осмотр врача и беседа с психологом.", "Осмотр врача лучше пройти до переезда."),
    (True, "Школа рядом, место есть.", ""),
)
FIRST_VOTE = "Ребёнка спросили, он согласен; школа предупреждена."
WAITS = {
    "kind": "name_change",
    "proposal": "Заявление о перемене фамилии на фамилию матери.",
    "reason": "Просит мать. Против: в школе ребёнка знают под прежней фамилией.",
    "view": "Согласен, если в школе об этом не будут говорить.",
    "voice_words": "Юрист ребёнка просит дать неделю на размышление.",
}


def make_panels(at: datetime) -> None:
    """For two children whom the case manager of the demonstration leads."""
    faces = {
        account.login: account.staff
        for account in Account.objects.filter(login__startswith="demo-").select_related("staff")
    }
    manager, supervisor = faces.get("demo-case_manager"), faces.get("demo-supervisor")
    held = RoleGrant.objects.filter(role="panel_member").order_by("staff__account__login")
    members = [grant.staff for grant in held.select_related("staff")[: len(SEATS)]]
    if manager is None or supervisor is None or len(members) < len(SEATS):
        return
    with recorded("demo.panels", by=MAKER) as act, computing("demo.panels"):
        alone = CareSituation.objects.filter(ends_on=None).values("person")
        led = Case.objects.filter(
            case_manager=manager, closed_at=None, person__birth_date__year__gt=at.year - 15
        )
        led = led.order_by("person__birth_date", "person__sort_name", "pk")
        first = led.filter(person__in=alone).first() or led.first()
        second = led.exclude(pk=first.pk).first() if first else None
        if first is None or second is None:
            return
        keyring.ensure_keys([(one.person_id, "C7") for one in (first, second)])
        _decided(first, manager, supervisor, members, at - timedelta(days=9))
        _waits(second, manager, supervisor, members, at - timedelta(days=2))
        act.about(first.person_id, second.person_id)


def _decided(
    case: Case, manager: StaffMember, supervisor: StaffMember, members: Sequence[StaffMember], at: datetime
) -> None:
    """Part of the caller's recorded act."""
    done = at + timedelta(days=4)
    panel = _asked(case, DECIDED, manager, at)
    panel.state, panel.outcome, panel.reasons = rules.DECIDED, rules.AGREED, DECIDED["reasons"]
    panel.decided_by, panel.decided_at = members[0], done
    panel.save()
    for seat, (is_for, reasons, dissent) in zip(_seats(panel, members, supervisor, at), VOTES, strict=True):
        seat.vote, seat.reasons = rules.FOR if is_for else rules.AGAINST, reasons
        seat.voted_at = done - timedelta(hours=2)
        seat.dissent, seat.dissent_at = dissent or None, done if dissent else None
        seat.save()


def _waits(
    case: Case, manager: StaffMember, supervisor: StaffMember, members: Sequence[StaffMember], at: datetime
) -> None:
    """Part of the caller's recorded act."""
    panel = _asked(case, WAITS, manager, at)
    panel.save()
    first, *others = _seats(panel, members, supervisor, at)
    first.vote, first.reasons, first.voted_at = rules.FOR, FIRST_VOTE, at + timedelta(days=1)
    for seat in (first, *others):
        seat.save()


def _asked(case: Case, said: dict[str, str], manager: StaffMember, at: datetime) -> Panel:
    return Panel(
        person_id=case.person_id,
        case=case,
        kind=said["kind"],
        is_child=True,
        proposal=said["proposal"],
        reason=said["reason"],
        asked_by=manager,
        asked_at=at,
        due_at=rules.due_at(at, terms(), is_urgent=False),
        heard=rules.HEARD,
        view=said["view"],
        voice=rules.GUARDIAN if said is DECIDED else rules.LAWYER,
        voice_words=said["voice_words"],
        heard_by=manager,
        heard_at=at + timedelta(hours=5),
    )


def _seats(
    panel: Panel, members: Sequence[StaffMember], supervisor: StaffMember, at: datetime
) -> list[PanelSeat]:
    """Those who sit, who read the file until the dossier's last day. Part of the caller's recorded act."""
    until = at + timedelta(days=terms().dossier_days)
    for member in members:
        lend_file(case_id=panel.case_id, staff=member, until=until, by=MAKER, at=at)
    return [
        PanelSeat(
            panel=panel,
            person_id=panel.person_id,
            seat=seat,
            staff=member,
            named_by=supervisor,
            named_at=at + timedelta(hours=3),
        )
        for seat, member in zip(SEATS, members, strict=True)
    ]
