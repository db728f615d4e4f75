"""Where a second person agrees to a role, the form asks for the sentence that she reads."""

import re

import pytest

from shanyraq.access.models import RoleGrant
from shanyraq.access.tests.factories import Worker

pytestmark = pytest.mark.django_db
ERROR = "Say why in at least 30 characters."


def field_of(page: str) -> str:
    """The field for the reason: its label, its help, itself, and its fault."""
    [found] = re.findall(r'<div class="field"><label[^>]*for="id_why">.*?</div>', page, re.S)
    return found


def test_the_reason_is_asked_for_until_a_role_says_otherwise(
    admin: Worker, auditor: Worker, aigul: Worker
) -> None:
    for url in (f"/staff/{aigul.staff.pk}/give-role/", "/staff/invite/"):
        field = field_of(admin.client.get(url).content.decode())

        assert "(optional)" not in field and " required" in field
        assert "May stay empty for: Partner or donor." in field


@pytest.mark.parametrize("told", [{"role": "supervisor"}, {"role": "supervisor", "why": "Too short."}])
def test_a_reason_that_is_missing_is_said_at_its_field(
    admin: Worker, auditor: Worker, aigul: Worker, told: dict[str, str]
) -> None:
    answer = admin.client.post(f"/staff/{aigul.staff.pk}/give-role/", told | {"region": "KAR"})

    field = field_of(answer.content.decode())
    assert field.count(ERROR) == 1 and 'aria-invalid="true"' in field


def test_a_role_that_one_person_gives_asks_for_no_reason(
    admin: Worker, auditor: Worker, aigul: Worker
) -> None:
    url = f"/staff/{aigul.staff.pk}/give-role/"

    wrong = admin.client.post(url, {"role": "partner", "centre": "NOWHERE"})
    assert ERROR not in wrong.content.decode() and " required" not in field_of(wrong.content.decode())

    admin.client.post(url, {"role": "partner"})
    assert RoleGrant.objects.filter(staff=aigul.staff, role="partner").exists()
