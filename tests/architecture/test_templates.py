"""Templates: nothing inline (the content policy would block it), no raw codes, no address written by hand."""

import re

import pytest
from django.template import engines

from tests.architecture.repository import python_files, template_files, text_of

FORBIDDEN = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc\s*=)[^>]*>(?!\s*</script>)", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=|\bhx-on\b|javascript:", re.IGNORECASE),
    "something from another site": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}
RAW_CODE = re.compile(r"""{%\s*(?:el)?if\b[^%]*[=!]=\s*["'][A-Z][A-Z_]+["']""")
MARKUP_IN_CODE = re.compile(r"<style\b|<script\b|<[a-z]+[^>]*\sstyle\s*=", re.IGNORECASE)


def without_comments(template: str) -> str:
    template = re.sub(r"{%\s*comment\b.*?endcomment\s*%}", "", template, flags=re.DOTALL)
    return re.sub(r"{#.*?#}", "", template)


def template_faults(source: str) -> list[str]:
    text = without_comments(source)
    faults = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]
    return faults + (["comparison with a raw code"] if RAW_CODE.search(text) else [])


@pytest.mark.parametrize("file", template_files())
def test_a_template_keeps_to_the_content_policy(file: str) -> None:
    assert not template_faults(text_of(file))


def test_every_template_can_be_read() -> None:
    for file in template_files():
        if file.endswith(".html"):
            engines["django"].get_template(file.split("/templates/", 1)[1])


def test_code_writes_no_inline_style_or_script() -> None:
    assert not [file for file in python_files() if MARKUP_IN_CODE.search(text_of(file))]


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<button onclick="x()">',
        '<a href="javascript:x">',
        '<link href="https://elsewhere/x.css">',
        '{% if case.state == "CLOSED" %}{% endif %}',
    ],
)
def test_the_check_of_templates_bites(source: str) -> None:
    assert template_faults(source)


def test_the_check_of_templates_lets_files_of_the_site_pass() -> None:
    assert not template_faults(
        '<script src="{% static \'ui/x.js\' %}" defer></script><p class="style">{# style="" #}</p>'
    )
