"""Another root key: everything opens with it alone, and broken off anywhere everything opens still."""

import os
import uuid
from pathlib import Path

import pytest

from shanyraq.foundation import keyring, root, wrapping
from shanyraq.foundation.keyfiles import ROOT, ROOT_BEFORE, ROOT_NEXT, make_key_file
from shanyraq.foundation.models import WrappingKey

pytestmark = pytest.mark.django_db(transaction=True)
SOMEBODY = uuid.UUID(int=1)


class Killed(Exception):
    """As SIGKILL does, in the middle of it."""


@pytest.fixture
def keys(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    make_key_file(tmp_path / "keys", ROOT)
    keyring.forget()
    return tmp_path / "keys"


@pytest.fixture
def sealed(keys: Path) -> dict[str, bytes]:
    return {
        part: keyring.seal(b"words", subject=SOMEBODY, compartment=part, context=part)
        for part in ("C3", "C7")
    }


def opens(sealed: dict[str, bytes]) -> bool:
    keyring.forget()
    return {keyring.unseal(one, context=part) for part, one in sealed.items()} == {b"words"}


def test_everything_opens_with_the_new_root_key_alone(keys: Path, sealed: dict[str, bytes]) -> None:
    before = (keys / ROOT).read_bytes()

    assert root.replace() == 2

    assert (keys / ROOT).read_bytes() != before == (keys / ROOT_BEFORE).read_bytes()
    assert opens(sealed)
    root.let_go()
    assert {path.name for path in keys.iterdir()} == {ROOT}
    assert opens(sealed)
    (keys / ROOT).write_bytes(before)
    with pytest.raises(keyring.CannotOpen):
        opens(sealed)


@pytest.mark.parametrize("step", ["_wrap_all", "link", "replace", "_sync"])
def test_broken_off_at_any_step_everything_opens_and_it_goes_on(
    keys: Path, sealed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def dies(*words: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os if step in ("link", "replace") else root, step, dies)
        with pytest.raises(Killed):
            root.replace()
    assert opens(sealed)

    root.replace()

    assert opens(sealed)
    root.let_go()
    assert not (keys / ROOT_BEFORE).exists() and not (keys / ROOT_NEXT).exists()
    assert opens(sealed)


def test_a_wrapping_key_made_meanwhile_under_the_old_root_is_kept(
    keys: Path, sealed: dict[str, bytes]
) -> None:
    made = wrapping.new_key("C9", 1)
    root.replace()
    made.save()

    root.let_go()

    wrapping.forget()
    assert wrapping.opened(WrappingKey.objects.get(compartment="C9"))
