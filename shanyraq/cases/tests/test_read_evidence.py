"""What the pathway is given of a person's evidence: what stands, with its sealed values opened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.models import Evidence
from shanyraq.cases.queries import evidence_of, pathway_input, standing
from shanyraq.cases.tests.factories import make_case, make_evidence
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


def test_the_pathway_reads_what_stands_as_its_rows_say_it() -> None:
    case, other = make_case(), make_case()
    make_evidence(case, payload={"on": "2021-06-01", "with_whom": "the court"})
    first = make_evidence(case, at=AT - timedelta(days=3))
    make_evidence(case, corrects=first, payload={"expected_on": "2021-07-01"})
    gone = make_evidence(case)
    make_evidence(case, corrects=gone, is_retraction=True)
    make_evidence(other)

    with computing("test"):
        known = pathway_input([case, other])
        rows = list(Evidence.objects.filter(case=case).order_by("seq"))

    assert known[case.pk][1] == [evidence_of(row) for row in standing(rows)]
    assert [one.payload for one in known[case.pk][1]] == [
        {"on": "2021-06-01", "with_whom": "the court"},
        {"expected_on": "2021-07-01"},
    ]
    assert len(known[other.pk][1]) == 1
