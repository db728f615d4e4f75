"""A country is taken by its name in any of the four languages, or by its code, whatever the language of the page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from shanyraq.cases.forms.countries import CountryField, CountryInput

LANGUAGES = ("kk", "ru", "en", "ar")


@pytest.mark.parametrize("page", LANGUAGES)
@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kazakhstan", "KZ"),
        ("Қазақстан", "KZ"),
        ("Казахстан", "KZ"),
        ("كازاخستان", "KZ"),
        (" германия ", "DE"),
        ("Indonesia", "ID"),
        ("kz", "KZ"),
        ("DEU", "DE"),
        ("NO", "NO"),
        ("", ""),
    ],
)
def test_a_country_is_found_by_its_name_in_every_language_and_by_its_code(
    page: str, written: str, code: str
) -> None:
    with override(page):
        assert CountryField().clean(written) == code


@pytest.mark.parametrize("page", LANGUAGES)
def test_what_the_field_shows_is_taken_back(page: str) -> None:
    field = CountryField()
    with override(page):
        for code in ("KZ", "SY", "GB", "BA", "CD", "PS", "TR"):
            shown = field.prepare_value(code)
            assert shown != code and field.clean(shown) == code


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Atlantis", "Write the country by its name"),
        ("Kazakhstan and Syria", "Write the country by its name"),
        ("EU", "EU stands for no country."),
    ],
)
def test_what_names_no_country_is_answered_with_what_to_do(written: str, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CountryField().clean(written)

    assert told in refused.value.messages[0]


def test_the_field_offers_the_usual_countries_in_the_language_of_the_page() -> None:
    with override("ar"):
        field = CountryInput().render("m0-nationality", "", {"id": "id_m0-nationality"})

    assert 'list="id_m0-nationality_offered"' in field and 'id="id_m0-nationality_offered"' in field
    assert '<option value="كازاخستان">' in field
