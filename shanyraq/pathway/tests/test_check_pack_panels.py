"""What a pack may say of panels: who sits is known, one of them is in the chair, and nothing urgent waits for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from shanyraq.pathway import load_pack
from shanyraq.pathway.tests.factories import fatal


def changed(folder: Path, old: str, new: str) -> list[str]:
    """What is wrong after this change to panels.toml."""
    path = folder / "panels.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [fault.message for fault in fatal(folder)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["papers.name_change.signed"]', '["supplies.kit.issued"]', "wait for no decision"),
        ('["papers.name_change.signed"]', '["papers.name_change.nowhere"]', "no kind of evidence"),
        ('["panel", "teacher", "legal"]', '["panel", "astrologer"]', "no discipline"),
        ("is_chair = true\n", "", "one of them in the chair"),
        ('against = "family_contact"', 'against = "nothing"', "no use"),
    ],
)
def test_a_panel_that_cannot_decide_or_stands_before_what_is_urgent_is_refused(
    folder: Path, old: str, new: str, message: str
) -> None:
    assert any(message in told for told in changed(folder, old, new))


def test_a_pack_may_have_no_panels(folder: Path) -> None:
    (folder / "panels.toml").unlink()

    assert not load_pack(folder).panels
