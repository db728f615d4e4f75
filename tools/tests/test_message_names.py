"""The names that translations are called by: under any other name a text would stand in no catalogue."""

import pytest

from tools.messages.python_texts import python_texts
from tools.messages.texts import Untranslatable


@pytest.mark.parametrize(
    "source",
    [
        'from django.utils.translation import gettext as _now\n_now("Not found")\n',
        'from django.utils.translation import ngettext as _\n_("one", "more", 2)\n',
        'from django.utils import translation\nsay = translation.gettext_lazy\nsay("Not found")\n',
    ],
)
def test_a_name_under_which_no_text_is_found_is_refused(source: str) -> None:
    with pytest.raises(Untranslatable, match="goes by the name"):
        list(python_texts(source, "module.py"))


def test_the_usual_names_stay_as_they_are() -> None:
    source = 'from django.utils.translation import gettext\nfrom x import gettext_lazy as _\n_("a"), gettext("b")\n'
    assert [text.singular for text in python_texts(source, "module.py")] == ["a", "b"]
