"""The catalogues: what is extracted is what Django looks up, and a fault never passes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.utils import translation
from django.utils.translation import trans_real

from tools.messages import catalogues
from tools.messages.catalogues import compile_all, merged, messages, po_path, pot_path, read, to_text
from tools.messages.faults import faults, forms, plural_form, stands_for_one_number
from tools.messages.python_texts import python_texts
from tools.messages.template_texts import template_texts
from tools.messages.texts import Text, Untranslatable

TEMPLATE = """{% load i18n %}
{% translate "Plain" %}|
{% translate 'It\\'s 50% done' %}|
{% translate "May" context "month" %}|
{% translate "Kept" as kept %}{{ kept }}|
{% translate "Loud"|upper %}|
{{ _("In a variable") }}|
{% with title=_("In a tag") %}{{ title }}{% endwith %}|
{% firstof nothing _('Fallback, with comma') %}|
{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}|
{% blocktranslate with who=name|upper %}Hello {{ who }}, 100% sure{% endblocktranslate %}|
{% blocktranslate trimmed with a=name b=name %}
    Two lines
    for {{ a }} and {{ b }}
{% endblocktranslate %}|
{% blocktranslate %}
    Two lines as they are
{% endblocktranslate %}|
{% blocktranslate count n=3 %}{{ n }} child{% plural %}{{ n }} children{% endblocktranslate %}|
{% blocktranslate trimmed count n=1 context "people" %}
    one of {{ n }}
    {% plural %}
    some of {{ n }}
{% endblocktranslate %}|
{% blocktranslate asvar kept_block %}Kept block {{ name }}{% endblocktranslate %}{{ kept_block }}|
{% trans "Old spelling" %}|
{% blocktrans context "c" %}Old block{% endblocktrans %}|
{% comment %}{% translate "Not a text" %}{% endcomment %}{# {% translate "Nor this" %} #}
{% verbatim %}{% translate "Nor that" %}{% endverbatim %}
"""


@pytest.fixture
def project(tmp_path: Path, settings: object) -> Iterator[Path]:
    """A project with one template and one module, read by Django in Russian."""
    (tmp_path / "shanyraq" / "templates").mkdir(parents=True)
    (tmp_path / "config").mkdir()
    (tmp_path / "shanyraq" / "templates" / "page.html").write_text(TEMPLATE)
    settings.LOCALE_PATHS = [tmp_path / "locale"]  # type: ignore[attr-defined]
    _forget_translations()
    yield tmp_path
    _forget_translations()


def _forget_translations() -> None:
    trans_real._translations = {}  # type: ignore[attr-defined]
    trans_real._default = None  # type: ignore[attr-defined]


def _extract(root: Path) -> None:
    catalogue = catalogues.template_catalogue(catalogues.source_texts(root))
    _write(pot_path(root), to_text(catalogue, None))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _translate_all(root: Path, language: str) -> None:
    """Give every text a translation that shows that it was found: the English in brackets."""
    template = read(pot_path(root), None)
    new = merged(template, read(po_path(root, language), language), language)
    for message in messages(new):
        texts = catalogues.english(message)
        brackets = [
            f"«{text.strip()}»" if text.strip() == text else f"\n«{text.strip()}»\n" for text in texts
        ]
        message.string = (
            brackets[0] if len(texts) == 1 else tuple([brackets[0]] + [brackets[1]] * (forms(language) - 1))
        )
    _write(po_path(root, language), to_text(new, language))


def test_every_text_of_a_template_is_found_by_django_when_it_renders(project: Path) -> None:
    _extract(project)
    _translate_all(project, "ru")
    compile_all(project, ["ru"])

    with translation.override("ru"):
        page = (
            Engine(libraries={"i18n": "django.templatetags.i18n"})
            .from_string(TEMPLATE)
            .render(Context({"name": "Aia"}))
        )

    pieces = [piece.strip() for piece in page.split("|")]
    assert pieces[:-1] == [
        "«Plain»",
        "«It's 50% done»",
        "«May»",
        "«Kept»",
        "«LOUD»",
        "«In a variable»",
        "«In a tag»",
        "«Fallback, with comma»",
        "«Hello Aia»",
        "«Hello AIA, 100% sure»",
        "«Two lines for Aia and Aia»",
        "«Two lines as they are»",
        "«3 children»",
        "«one of 1»",
        "«Kept block Aia»",
        "«Old spelling»",
        "«Old block»",
    ]


def test_comments_and_verbatim_hold_no_texts() -> None:
    assert not [text for text in template_texts(TEMPLATE, "page.html") if text.singular.startswith("No")]


def test_a_tag_inside_a_block_of_text_is_named_with_its_line() -> None:
    with pytest.raises(Untranslatable, match=r"page.html:2: .* found {% if x %}"):
        list(
            template_texts(
                "\n{% blocktranslate %}a {% if x %}b{% endif %}{% endblocktranslate %}", "page.html"
            )
        )


def test_texts_of_code_are_found_in_calls_and_in_the_table_of_messages() -> None:
    source = """
from x import N_, gettext as _, ngettext, pgettext_lazy
a = _("One "
      "sentence")
b = ngettext("%(n)s day", "%(n)s days", n)
c = pgettext_lazy("month", "May")
d = N_("Marked")
e = _(variable)
MESSAGES: dict[str, str] = {"code": "After {trigger}", "pair": ("One", "Many")}
OTHER = {"code": "not a text"}
"""

    found = {(text.singular, text.plural, text.context) for text in python_texts(source, "module.py")}

    assert found == {
        ("One sentence", None, None),
        ("%(n)s day", "%(n)s days", None),
        ("May", None, "month"),
        ("Marked", None, None),
        ("After {trigger}", None, None),
        ("One", None, None),
        ("Many", None, None),
    }


@pytest.mark.parametrize("glued", ['_(f"Hello {name}")', '_("Hello " + name)', '_("Hello %s" % name)'])
def test_a_glued_text_is_an_error_with_its_line(glued: str) -> None:
    with pytest.raises(Untranslatable, match=r"module.py:1: a text is one plain string"):
        list(python_texts(glued, "module.py"))


def test_a_complete_project_has_no_fault_and_an_untouched_one_has(project: Path) -> None:
    assert any("locale/django.pot: not current, lacks 'Plain'" in fault for fault in faults(project))

    _extract(project)
    for language in catalogues.PLURALS:
        _translate_all(project, language)

    assert list(faults(project)) == []


def test_a_changed_text_is_empty_after_an_update_and_keeps_no_guess(project: Path) -> None:
    _extract(project)
    _translate_all(project, "ru")
    page = project / "shanyraq" / "templates" / "page.html"
    page.write_text(page.read_text().replace('"Plain"', '"Plainer"'))

    _extract(project)
    new = merged(read(pot_path(project), None), read(po_path(project, "ru"), "ru"), "ru")

    changed = new.get("Plainer")
    assert changed is not None and changed.string == "" and not changed.fuzzy
    assert new.get("Plain") is None
    assert new.get("Kept").string == "«Kept»"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgid "Plain"\nmsgstr "«Plain»"', 'msgid "Plain"\nmsgstr ""', "untranslated: 'Plain'"),
        ('msgid "Plain"', '#, fuzzy\nmsgid "Plain"', "fuzzy: 'Plain'"),
        ('msgstr "«Hello %(name)s»"', 'msgstr "«Привет»"', "placeholders are none and must be %(name)s"),
        ('msgstr "«Hello %(name)s»"', 'msgstr "%(name)s %(nmae)s"', "placeholders are %(name)s %(nmae)s"),
        ('msgstr[2] "«%(n)s children»"\n', "", "untranslated: '%(n)s child'"),
        ('msgstr[0] "«%(n)s child»"', 'msgstr[0] "один"', "placeholders are none"),  # one serves 1, 21, 31 …
        ('msgstr[2] "«%(n)s children»"\n', 'msgstr[2] "«%(n)s»"\nmsgstr[3] "x %(n)s"\n', "cannot be read"),
        ("nplurals=3", "nplurals=2", "cannot be read"),
        ("n%100!=11", "n%100!=12", "the header must say Plural-Forms"),
        ('msgid "Plain"\nmsgstr "«Plain»"\n', "", "lacks 'Plain'"),
        ('msgstr "«Plain»"', 'msgstr " «Plain»"', "begin and end"),
    ],
)
def test_a_fault_in_a_catalogue_is_named_with_file_and_text(
    project: Path, old: str, new: str, fault: str
) -> None:
    _extract(project)
    for language in catalogues.PLURALS:
        _translate_all(project, language)
    path = po_path(project, "ru")
    assert old in path.read_text()

    path.write_text(path.read_text().replace(old, new, 1))

    found = list(faults(project))
    assert any(line.startswith("locale/ru/LC_MESSAGES/django.po: ") and fault in line for line in found), (
        found
    )


def test_a_form_that_serves_one_number_may_leave_it_out() -> None:
    assert [stands_for_one_number("ar", form) for form in range(6)] == [True, True, True, False, False, False]
    assert not any(stands_for_one_number("ru", form) for form in range(3))
    assert stands_for_one_number("kk", 0)


def test_plural_forms_choose_as_the_languages_do() -> None:
    russian, arabic = plural_form("ru"), plural_form("ar")

    assert [russian(n) for n in (1, 2, 5, 11, 21, 22, 112)] == [0, 1, 2, 2, 0, 1, 2]
    assert [arabic(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 103)] == [0, 1, 2, 3, 3, 4, 4, 5, 3]


def test_one_entry_serves_a_text_said_alone_and_with_a_number() -> None:
    texts = [Text("a.py", 1, "child"), Text("b.py", 1, "child", "children"), Text("c.py", 1, "child")]

    catalogue = catalogues.template_catalogue(texts)

    assert [catalogues.english(message) for message in messages(catalogue)] == [("child", "children")]
