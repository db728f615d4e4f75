"""Every address of the site, seen as a colleague sees it by an officer who may not read what stands there."""

from __future__ import annotations

from collections import defaultdict

import pytest

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.demo.tests import world
from shanyraq.oversight.tests.covered import NAMES, look, make_covered

pytestmark = pytest.mark.django_db


def pages(cases: list[Case]) -> list[str]:
    """Every address of the site with the ids of the mother and her family."""
    ids = defaultdict(lambda: "00000000-0000-4000-8000-000000000000", world.real_ids())
    ids |= {"person_id": str(cases[0].person_id), "family_id": str(cases[0].family_id)}
    return [
        world.with_values(route, pattern, ids)
        for name, route, pattern in world.addresses()
        if not name.startswith(("access:log_out", "oversight:stop", "demo:", "ui:"))
    ]


@pytest.mark.slow
def test_no_page_shows_what_the_officer_may_not_read(auditor: Worker, aigul: Worker) -> None:
    cases = make_covered(aigul)
    look(auditor, aigul)
    shown = 0

    for address in pages(cases):
        answer = auditor.client.get(address)
        page = answer.content.decode() if not answer.streaming else ""
        assert not [name for name in NAMES if name in page], address
        assert "canary" not in page, address
        assert answer.status_code < 500, address
        shown += answer.status_code == 200 and "You see the site as" in page

    assert shown >= 15  # most of what she has was really there
