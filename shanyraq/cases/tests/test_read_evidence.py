"""What the pathway is given of a person's evidence: every row, and of what stands its sealed values opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.models import Evidence
from shanyraq.cases.queries import evidence_of, pathway_input
from shanyraq.cases.tests.factories import make_case, make_evidence
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


def test_the_pathway_reads_what_stands_as_its_rows_say_it_and_of_what_was_replaced_the_day() -> None:
    case, other = make_case(), make_case()
    make_evidence(case, payload={"on": "2021-06-01", "with_whom": "the court"})
    first = make_evidence(case, at=AT - timedelta(days=3), payload={"expected_on": "2021-06-20"})
    make_evidence(case, corrects=first, payload={"expected_on": "2021-07-01"})
    gone = make_evidence(case)
    make_evidence(case, corrects=gone, is_retraction=True)
    make_evidence(other)

    with computing("test"):
        known = pathway_input([case, other])
        rows = list(Evidence.objects.filter(case=case).order_by("seq"))

    told = known[case.pk][1]
    assert [one.payload for one in told] == [
        {"on": "2021-06-01", "with_whom": "the court"},
        {},
        {"expected_on": "2021-07-01"},
        {},
        {},
    ]
    assert [replace(one, payload={}) for one in told] == [
        replace(evidence_of(row), payload={}) for row in rows
    ]
    assert told[2] == evidence_of(rows[2])
    assert len(known[other.pk][1]) == 1
