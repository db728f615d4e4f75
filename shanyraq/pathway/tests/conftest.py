"""A pack to spoil, for every test of what its writer is told."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages import Catalog
from babel.messages.pofile import read_po

from shanyraq.pathway import catalogues
from shanyraq.pathway.tests.factories import PACK, Edit


@pytest.fixture(autouse=True, scope="session")
def _each_text_parsed_once() -> Iterator[None]:
    """Hundreds of packs are read that differ in one file: what stands in all of them is parsed for the first."""
    broken_lines = catalogues._broken_lines

    @cache
    def broken(text: str) -> list[tuple[int, str]]:
        return list(broken_lines(text))

    @cache
    def read(text: str, language: str) -> Catalog:
        return read_po(StringIO(text), locale=language, abort_invalid=True)

    def read_again(file: StringIO, *, locale: Locale, abort_invalid: bool) -> Catalog:
        assert abort_invalid
        return read(file.getvalue(), str(locale))

    patch = pytest.MonkeyPatch()
    patch.setattr(tomllib, "loads", cache(tomllib.loads))
    patch.setattr(catalogues, "_broken_lines", broken)
    patch.setattr(catalogues, "read_po", read_again)
    yield
    patch.undo()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference pack to spoil."""
    return shutil.copytree(PACK, tmp_path / "kz")


@pytest.fixture
def spoil(folder: Path) -> Edit:
    """Replace a text in a file, once."""

    def edit(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit
