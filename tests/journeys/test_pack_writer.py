"""Whoever writes a country's pack is told file, line, field and remedy, and reads the pathway as a chart."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.site import ROOT, run
from tests.journeys.walking import DIRECTIONS, status, watched

PHASES = ("P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack of Kazakhstan, to be spoilt."""
    return Path(shutil.copytree(ROOT / "packs" / "kz", tmp_path / "kz"))


def spoil(path: Path, old: str, new: str) -> int:
    """Plant a fault; leaves the number of its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_pack_in_order_is_said_to_be_in_order(tmp_path: Path) -> None:
    assert "packs/kz" in run(tmp_path, "pack", "check", "packs/kz")


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("pathway/p4.toml", 'by = "legal"', 'by = "nobody_at_all"', "by"),
        ("pathway/p4.toml", '"case.needs.assessed"', '"case.needs.guessed"', "done_by"),
        ("pack.toml", 'reach = "team"', 'reach = "everywhere"', "reach"),
    ],
)
def test_a_planted_fault_is_told_by_file_line_field_and_remedy(
    pack: Path, tmp_path: Path, file: str, old: str, new: str, field: str
) -> None:
    line = spoil(pack / file, old, new)

    with pytest.raises(AssertionError) as said:
        run(tmp_path, "pack", "check", str(pack))

    told = str(said.value)
    assert f"{file}:{line}" in told
    assert field in told
    assert "Traceback" not in told


@pytest.mark.parametrize("language", ["en", "kk", "ru", "ar"])
def test_the_pathway_is_a_chart_in_the_terminal(tmp_path: Path, language: str) -> None:
    chart = run(tmp_path, "pack", "show", "packs/kz", "--language", language)

    assert all(phase in chart for phase in PHASES)
    assert sum("P4-" in line for line in chart.splitlines()) >= 20


@pytest.mark.parametrize("language", ["en", "kk", "ru", "ar"])
def test_the_pathway_is_a_page_for_whoever_works_here(window: Window, language: str) -> None:
    page = watched(window(locale=language), language)
    page.goto("/log-in/")
    page.locator("button[formaction$='/demo/enter/teacher/']").click()

    assert status(page, "/pathway/") == 200

    assert page.locator("html").get_attribute("dir") == DIRECTIONS[language]
    for phase in PHASES:
        expect(page.locator("main")).to_contain_text(phase)
    axe(page)
