"""The access matrix as a page: for whoever watches over the record, and nobody else."""

import pytest
from django.urls import reverse

from shanyraq.cases.tests.cast import Worker

pytestmark = pytest.mark.django_db


def test_the_officer_sees_roles_by_compartments_and_the_pages_of_one(auditor: Worker) -> None:
    address = reverse("desk:access_matrix")

    whole = auditor.client.get(address).content.decode()
    one = auditor.client.get(address, {"role": "administrator"}).content.decode()

    assert "Sealed identity" in whole and 'id="pages"' not in whole
    assert f"{address}?role=administrator#pages" in whole
    pages = one.split('id="pages"')[1]
    assert "/staff/invite/" in pages and "/families/&lt;uuid:family_id&gt;/" not in pages


def test_a_role_that_is_none_shows_no_pages(auditor: Worker) -> None:
    page = auditor.client.get(reverse("desk:access_matrix"), {"role": "nobody"})

    assert page.status_code == 200 and 'id="pages"' not in page.content.decode()


def test_nobody_else_opens_it(aigul: Worker, admin: Worker) -> None:
    assert [who.client.get(reverse("desk:access_matrix")).status_code for who in (aigul, admin)] == [403, 403]
