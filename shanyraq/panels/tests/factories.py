"""One minimal valid row of each table. Nothing random: what a test does not name is always the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shanyraq.access.models import StaffMember
from shanyraq.cases.models import Case
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.people.tests.factories import AT


def make_panel(case: Case, asked_by: StaffMember, **fields: Any) -> Panel:
    """Where a child lives: asked on 12 May 2021, the child was heard, nobody has voted."""
    told = {
        "kind": "placement",
        "is_child": True,
        "proposal": "She lives with her aunt.",
        "reason": "The aunt is ready.",
        "asked_at": AT,
        "due_at": AT + timedelta(days=7),
        "heard": "HEARD",
        "view": "She wishes it.",
        "voice": "GUARDIAN",
        "voice_words": "The guardian agrees.",
        "heard_by": asked_by,
        "heard_at": AT,
    }
    return Panel.objects.create(case=case, person=case.person, asked_by=asked_by, **told | fields)


def make_panel_seat(panel: Panel, staff: StaffMember, **fields: Any) -> PanelSeat:
    """Named for the chair, for whom nobody has voted yet."""
    told = {"seat": "protection", "named_by": panel.asked_by, "named_at": AT}
    return PanelSeat.objects.create(panel=panel, person=panel.person, staff=staff, **told | fields)
