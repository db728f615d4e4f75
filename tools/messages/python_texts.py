"""The texts of Python code: calls of gettext's family, N_("…"), and the values of a module's MESSAGES table."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.messages.texts import Text, Untranslatable

# function name -> what its first arguments are
KEYWORDS: dict[str, tuple[str, ...]] = {
    "_": ("singular",),
    "N_": ("singular",),
    "gettext": ("singular",),
    "gettext_lazy": ("singular",),
    "gettext_noop": ("singular",),
    "ngettext": ("singular", "plural"),
    "ngettext_lazy": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "pgettext_lazy": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
    "npgettext_lazy": ("context", "singular", "plural"),
}


def python_texts(source: str, file: str) -> Iterator[Text]:
    """Every text in the source of a module.

    Raises Untranslatable for one that is glued together, and where a function of gettext's family goes by a name
    that is not looked for: its texts would stand in no catalogue.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        _refuse_alias(node, file)
        if isinstance(node, ast.Call):
            yield from _call(node, file)
    for statement in tree.body:
        if _assigns(statement, "MESSAGES"):
            yield from _table(statement.value, file)  # type: ignore[attr-defined]


def _refuse_alias(node: ast.AST, file: str) -> None:
    for name, called in _renamed(node):
        if name in KEYWORDS and KEYWORDS.get(called) != KEYWORDS[name]:
            raise Untranslatable(
                f"{file}:{getattr(node, 'lineno', 0)}: {name} goes by the name {called}, under which no text is "
                f"found: call it by its own name or one of {', '.join(sorted(KEYWORDS))}"
            )


def _renamed(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What a module calls something else: (its own name, the name here)."""
    if isinstance(node, ast.ImportFrom):
        yield from ((alias.name, alias.asname) for alias in node.names if alias.asname)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Name | ast.Attribute):
        own = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from ((own, target.id) for target in targets if isinstance(target, ast.Name))


def _call(node: ast.Call, file: str) -> Iterator[Text]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    roles = KEYWORDS.get(name)
    if roles is None or len(node.args) < len(roles):
        return
    parts: dict[str, str] = {}
    for role, argument in zip(roles, node.args, strict=False):
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            parts[role] = argument.value
        elif isinstance(argument, ast.JoinedStr | ast.BinOp):
            raise Untranslatable(
                f"{file}:{argument.lineno}: a text is one plain string with named placeholders; fill them in after "
                f"translating: {name}('… %(name)s …') % {{'name': name}}"
            )
        else:
            return  # a text marked elsewhere is translated here
    yield Text(file, node.lineno, parts["singular"], parts.get("plural"), parts.get("context"))


def _assigns(statement: ast.stmt, name: str) -> bool:
    if isinstance(statement, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)
    return isinstance(statement, ast.AnnAssign) and getattr(statement.target, "id", "") == name


def _table(table: ast.expr | None, file: str) -> Iterator[Text]:
    if not isinstance(table, ast.Dict):
        return
    for value in table.values:
        for leaf in ast.walk(value):
            if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                yield Text(file, leaf.lineno, leaf.value)
