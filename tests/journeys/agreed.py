"""A panel that has said yes, put into a site's tables: for journeys that begin after one (`test_panels.py` walks it).

SHANYRAQ_DATA=… python -m tests.journeys.agreed separation PERSON
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from uuid import UUID

import django

from tests.journeys.site import ROOT, Site, environment_for


def panel_agreed(site: Site, kind: str, person: str) -> None:
    """Let a panel of this kind have said yes about this person, an hour ago."""
    command = [sys.executable, "-m", "tests.journeys.agreed", kind, person]
    environment = environment_for(site.data, DJANGO_SETTINGS_MODULE="config.settings")
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdin=subprocess.DEVNULL)


def main(kind: str, person: str) -> None:
    """Write the row, as an act of the demonstration."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from shanyraq.access.queries import computing
    from shanyraq.audit.actions import recorded
    from shanyraq.cases.models import Case
    from shanyraq.demo.actions.team import MAKER
    from shanyraq.foundation import clock, keyring
    from shanyraq.panels.tests.factories import make_panel

    at = clock.now() - timedelta(hours=1)
    with recorded("demo.panels", by=MAKER) as act, computing("demo.panels"):
        case = Case.objects.select_related("case_manager").get(person=UUID(person), closed_at=None)
        keyring.ensure_keys([(case.person_id, "C7")])
        asked = {"asked_at": at, "heard_at": at, "due_at": at + timedelta(days=5)}
        said = {"state": "DECIDED", "outcome": "AGREED", "reasons": "Agreed.", "decided_at": at}
        make_panel(case, case.case_manager, kind=kind, decided_by=case.case_manager, **asked, **said)
        act.about(case.person_id)


if __name__ == "__main__":
    main(*sys.argv[1:])
