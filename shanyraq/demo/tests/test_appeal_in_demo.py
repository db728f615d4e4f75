"""In a demonstration a whole panel and its appeal can be walked through by entering as its colleagues."""

from __future__ import annotations

from shanyraq.access.models import Account
from shanyraq.access.queries import computing
from shanyraq.demo import actions
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.demo.presenters import entrances
from shanyraq.foundation import installation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import Installation
from shanyraq.panels.models import Panel
from shanyraq.panels.queries.barred import barred_from, reason_not_to_sit

LOGINS = [f"demo-panel_member{number}" for number in ("", "-2", "-3", "-4", "-5", "-6")]
VIEWS = ("protection", "health", "learning_law")


def test_those_who_decided_cannot_decide_the_appeal_and_three_others_can(db: None) -> None:
    Installation.objects.create(mode="demo", fixed_day=DEMO_DAY, made_at=real_now())
    installation.forget()
    actions.make_programme(people=40)
    members = [Account.objects.get(login=login).staff for login in LOGINS]
    with computing("test"):
        first = Panel.objects.get(state="DECIDED")
        case, asked_by = first.case, first.asked_by
        again = Panel(person=first.person, case=case, kind=first.kind, asked_by=asked_by, appeals=first)

    why = [
        reason_not_to_sit(again, member, view, barred_from(again)) if member else "left"
        for member, view in zip(members, VIEWS * 2, strict=True)
    ]

    assert why == ["before", "before", "before", "", "", ""]
    assert sum("panel_member" in one.url for one in entrances()) == len(LOGINS)
