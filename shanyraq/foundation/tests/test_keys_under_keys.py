"""Keys under keys: which files there are, which keys follow from the root key, and what opens with what."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from shanyraq.foundation.keyfiles import (
    NEEDED,
    ROOT,
    ROOT_BEFORE,
    ROOT_NEXT,
    SITE,
    WRAPPING,
    MissingKey,
    derived,
    derived_key,
    key_file,
    length_of,
    make_key_file,
    mark_of,
    needed,
    require_keys,
    roots_in,
    unwrap,
    wrap,
    wrapping_root,
    write_key_file,
)


def test_only_where_an_agent_holds_it_a_site_needs_no_root_key(tmp_path: Path) -> None:
    assert needed(None) == NEEDED and ROOT in NEEDED
    without = needed(tmp_path / "agent")
    assert set(NEEDED) - set(without) == {ROOT}
    for name in without:
        write_key_file(tmp_path, name, bytes(length_of(name)))
    require_keys(tmp_path, without)
    with pytest.raises(MissingKey):
        require_keys(tmp_path)


def test_while_the_root_key_is_replaced_there_are_two_or_three(tmp_path: Path) -> None:
    for name in (ROOT_BEFORE, ROOT):
        make_key_file(tmp_path, name)
    assert roots_in(tmp_path) == [key_file(tmp_path, name) for name in (ROOT, ROOT_BEFORE)]
    make_key_file(tmp_path, ROOT_NEXT)
    assert roots_in(tmp_path)[1] == key_file(tmp_path, ROOT_NEXT)


def test_a_wrapped_key_opens_with_the_same_key_for_the_same_thing_alone(tmp_path: Path) -> None:
    make_key_file(tmp_path, ROOT)
    by = derived_key(tmp_path, WRAPPING)
    wrapped = wrap(b"s" * 32, by, b"here")

    assert wrapping_root(key_file(tmp_path, ROOT)) == by == derived(key_file(tmp_path, ROOT), "wrapping keys")
    assert unwrap(wrapped, by, b"here") == b"s" * 32 and len(by) == 32
    assert wrap(b"s" * 32, by, b"here") != wrapped and len(wrapped) == 12 + 32 + 16
    for key, bound in ((by, b"there"), (bytes(32), b"here")):
        with pytest.raises(InvalidTag):
            unwrap(wrapped, key, bound)


def test_a_mark_tells_keys_and_files_apart_in_16_signs() -> None:
    marks = {mark_of(name, key) for name in (ROOT, SITE) for key in (b"a", b"b")}

    assert len(marks) == 4 and {len(one) for one in marks} == {16}
