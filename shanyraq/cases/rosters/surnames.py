"""Words of a name that are plainly those of a family, of a father or of a nickname, and no given name."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.wording import plain

#: Endings of family names and of names after the father, and the small words of such names.
_OF_A_FAMILY = re.compile(
    r"(?:ov|ova|ev|eva|yev|yeva|in|ina|sky|skaya|vich|vna|uly|kyzy|qyzy|zade|ов|ова|ев|ева|ёв|ин|ина|ский|ская|вич|вна|ұлы|улы|қызы|кызы|оглы|заде)$"
    r"|^(?:bin|ben|bint|ibn|al|el|abu|umm|abd|abdul|бин|бинт|ибн|аль|эль|абу|умм|абд|абдул|ابن|بن|بنت|ابو|ام|عبد|ال)$|^(?:al|el|аль|эль)-|^ال"
)


def is_of_a_family(word: str) -> bool:
    """Whether a word tells the family or the father, or only joins the words of a name: `Karimova`, `bint`, `al`."""
    return _OF_A_FAMILY.search(plain(word)) is not None
