"""What people are to each other, in the words of each language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from shanyraq.cases.presenters.words import relation_words


@pytest.mark.parametrize("relation", ["child", "sibling", "grandchild", "relative"])
def test_a_girl_is_called_as_a_girl_where_a_language_tells_them_apart(relation: str) -> None:
    with override("ar"):
        assert relation_words(relation, "F") != relation_words(relation, "M")
