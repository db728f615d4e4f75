"""What can be checked without a browser: icons, tokens, directions, vendored files, headers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.test import Client

from shanyraq.ui.middleware import HEADERS, POLICY
from shanyraq.ui.states import LOOKS

ROOT = Path(settings.ROOT)
STATIC = ROOT / "shanyraq" / "ui" / "static" / "ui"
SOURCES = sorted(
    file
    for pattern in ("*.html", "*.py")
    for file in (ROOT / "shanyraq").rglob(pattern)
    if "/tests/" not in str(file)
)
STYLES = sorted((STATIC / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"[\s;{](?:margin|padding|border)-(?:left|right)|[\s;{](?:left|right)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
)


def icons_of_the_sprite() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {name for file in SOURCES for name in re.findall(r'{%\s*icon\s+"([\w-]+)"', file.read_text())}
    named |= {look.icon for look in LOOKS.values()}

    assert named
    assert not named - icons_of_the_sprite()


def test_every_icon_that_a_job_or_action_names_is_in_the_sprite() -> None:
    call = re.compile(r'(?:icon=|navigation\.register\(\s*"[\w-]+",[^"]*"[^"]*"\),\s*)"([a-z][\w-]*)"')
    named = {name for file in SOURCES if file.suffix == ".py" for name in call.findall(file.read_text())}

    assert not named - icons_of_the_sprite()


def test_the_two_dark_blocks_of_the_tokens_are_equal() -> None:
    text = (STATIC / "css" / "tokens.css").read_text()
    chosen = re.search(r':root\[data-bs-theme="dark"\] {(.*?)}', text, re.DOTALL)
    asked = re.search(r"prefers-color-scheme: dark\) {\s*:root[^{]*{(.*?)}", text, re.DOTALL)

    assert chosen and asked
    assert chosen[1].split() == asked[1].split()


def test_both_entries_load_the_same_styles_and_every_style_is_loaded() -> None:
    ltr, rtl = (
        re.findall(r'@import url\("(css/[\w.]+)"\)', (STATIC / name).read_text())
        for name in ("shanyraq.css", "shanyraq.rtl.css")
    )

    assert ltr == rtl
    assert set(ltr) == {f"css/{file.name}" for file in STYLES}


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_a_style_knows_no_left_and_right_and_comes_in_a_layer(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)

    assert not PHYSICAL.search(text)
    assert text.count("{") == text.count("}")
    assert "@layer" in text or file.name == "fonts.css"
    assert "!important" not in text


def test_every_file_that_a_style_names_is_there() -> None:
    for style in [*STYLES, STATIC / "shanyraq.css", STATIC / "shanyraq.rtl.css"]:
        for name in re.findall(r'url\("([^"]+)"\)', style.read_text()):
            assert (style.parent / name).resolve().is_file(), f"{style.name}: {name}"


def test_vendored_files_are_as_their_manifest_says() -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "tools" / "vendor.py", "--check"], capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stdout


def test_no_vendored_file_asks_for_a_source_map() -> None:
    for file in [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]:
        assert "sourceMappingURL" not in file.read_text()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "413", "500", "503"])
def test_an_error_page_needs_no_context(name: str) -> None:
    page = get_template(f"{name}.html").render()

    assert page.count("<h1") == 1
    assert 'href="/"' in page


@pytest.mark.django_db
def test_every_answer_carries_the_content_policy(client: Client) -> None:
    for path in ("/ui/", "/nothing-here/"):
        answer = client.get(path)

        assert {name: answer[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'")


def test_the_script_turns_no_text_into_markup() -> None:
    text = Path(str(finders.find("ui/shanyraq.js"))).read_text()

    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|DOMParser", text
    )
