"""What is computed for somebody over a guarded table, and what her scope may hang on."""

from typing import Any

import pytest
from django.db.models import Count, Exists, Max, OuterRef, Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing
from shanyraq.access.tests.test_guarded import SOMEBODY, staff
from shanyraq.access.tests.test_guarded import here as here
from shanyraq.foundation.closed import NotReadable

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("read", [list, lambda rows: rows.count(), lambda rows: rows.exists()])
def test_what_is_computed_of_what_she_does_not_read_is_not_even_counted(here: StaffMember, read: Any) -> None:
    rows = staff().visible_to(SOMEBODY).annotate(is_there=Q(region="KAR")).filter(is_there=True)

    with pytest.raises(NotReadable):
        read(rows)
    with computing("a test"):
        read(rows)


def test_of_what_she_does_not_read_nothing_is_computed_over_all_rows(here: StaffMember) -> None:
    rows = staff().visible_to(SOMEBODY)

    assert rows.aggregate(n=Count("pk")) == {"n": 1}
    for computed in (Max("region"), Count("pk", filter=Q(region="KAR"))):
        with pytest.raises(NotReadable):
            rows.aggregate(found=computed)
        with pytest.raises(NotReadable):
            rows.aggregate(computed)


def test_her_scope_hangs_on_what_she_does_not_read_also_within_another_question(here: StaffMember) -> None:
    hers = staff().visible_to(SOMEBODY).filter(supervisor=None)

    for rows in (
        staff().visible_to(SOMEBODY).filter(pk__in=hers.values("pk")),
        staff().visible_to(SOMEBODY).annotate(is_hers=Exists(hers.filter(pk=OuterRef("pk")))),
        (hers | hers).exclude(pk=None),
    ):
        assert list(rows) == [here]


def test_who_asks_narrows_what_was_asked_before_and_no_slice(here: StaffMember) -> None:
    assert list(staff().exclude(pk=here.pk).visible_to(SOMEBODY)) == []
    with pytest.raises(TypeError):
        staff()[:1].visible_to(SOMEBODY)


@pytest.mark.parametrize("read", [list, lambda rows: list(rows.iterator())])
def test_a_question_about_what_she_does_not_read_is_not_put(here: StaffMember, read: Any) -> None:
    with pytest.raises(NotReadable):
        read(staff().visible_to(SOMEBODY).values("region"))
