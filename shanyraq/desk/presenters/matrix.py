"""The access matrix in words: roles by compartments, and the pages of one role."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions.matrix import Page, pages, roles_for_staff
from shanyraq.access.queries.words import language, role_name
from shanyraq.access.rules import Role
from shanyraq.cases.queries import pack
from shanyraq.ui import parts

# What the letters of rights mean, for the reader of the table.
LETTERS = ("W", "R", "O", "S", "N", "B", "2", "P", "counts", "+")


def compartments_table() -> parts.Table:
    """Each role with her right in each compartment; the role leads to the pages she opens."""
    codes = list(pack().compartments)
    columns = (parts.Column(_("Role")), *(parts.Column(code) for code in codes))
    rows = [(_role_cell(role), *(_right(role, code) for code in codes)) for role in roles_for_staff()]
    return parts.Table(_("What each role reads and writes"), columns, rows, is_tight=True)


def legend() -> tuple[list[parts.Fact], list[parts.Fact]]:
    """The letters in words, and the compartments by name."""
    letters = {
        "W": _("reads and writes"),
        "R": _("reads"),
        "O": _("adds entries, and sees her own only"),
        "S": _("sees the summary card"),
        "N": _("sees the first name"),
        "B": _("opens in an emergency, for one hour"),
        "2": _("opens only together with others"),
        "P": _("sees rows without names"),
        "counts": _("sees numbers only"),
        "+": _("adds entries of her own besides"),
    }
    names = [parts.Fact(code, pack().text(one.name, language())) for code, one in pack().compartments.items()]
    return [parts.Fact(letter, letters[letter]) for letter in LETTERS], names


def pages_table(role: Role) -> parts.Table:
    """The pages that open to somebody who holds this role alone."""
    columns = (
        parts.Column(_("Page")),
        parts.Column(_("Opens")),
        parts.Column(_("Acts")),
        parts.Column(_("Asked twice")),
    )
    rows = [_page_row(page, role) for page in pages() if page.opened_by(role) and not page.is_open_to_all]
    caption = _("Pages that open to: %(role)s") % {"role": role_name(role.code)}
    return parts.Table(caption, columns, rows, stacks=True)


def _role_cell(role: Role) -> parts.Cell:
    return parts.Cell(role_name(role.code), url=f"{reverse('desk:access_matrix')}?role={role.code}#pages")


def _right(role: Role, code: str) -> str:
    told = role.compartments.get(code, "") + ("+" if code in role.own else "")
    return f"{told}\N{NO-BREAK SPACE}B".strip() if code in role.emergency else told


def _page_row(page: Page, role: Role) -> tuple[parts.Cell | str, ...]:
    methods = page.opened_by(role)
    yes = _("yes")
    return (
        parts.Cell(page.route),
        yes if "GET" in methods else "–",
        yes if "POST" in methods else "–",
        yes if page.asks_twice else "–",
    )
