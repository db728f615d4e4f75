"""Small changes to the code that a test has to notice: a rule that is gone, and a sign turned round. For B06.

A change is made to the syntax tree. Nothing is taken out of it: what goes is put where it is never reached, so that
a function keeps the names it knew and can be given the changed code while the site runs (`mutating.py`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

RULE, SIGN = "rule", "sign"
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
NARROWS = {"filter", "exclude", "Q"}  # calls whose every word is a rule
BLOCKS = ("body", "orelse", "finalbody")

Change = Callable[[Any], None]


@dataclass(frozen=True)
class Mutant:
    """One change: what kind, in which line, in a few words, and the whole changed module."""

    kind: str
    line: int
    words: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Every change to a module's functions, those of its rules first."""
    tree = ast.parse(source)
    within = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for statement in node.body
        for inner in ast.walk(statement)
    } | {node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    within -= set(_annotations(tree))
    found = [
        (kind, place, words, change)
        for place, node in enumerate(ast.walk(tree))
        if node in within
        for kind, words, change in _changes(node)
    ]
    for kind, place, words, change in sorted(found, key=lambda one: one[0] != RULE):
        changed = deepcopy(tree)
        node: Any = list(ast.walk(changed))[place]
        line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0)
        change(node)
        yield Mutant(kind, line, words, ast.fix_missing_locations(changed))


def _annotations(tree: ast.AST) -> Iterator[ast.AST]:
    """What is said of types, which nothing ever asks while it runs."""
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if (told := getattr(node, name, None)) is not None:
                yield from ast.walk(told)


def _changes(node: ast.AST) -> Iterator[tuple[str, str, Change]]:
    yield from _statements(node)
    if isinstance(node, ast.If | ast.IfExp):
        said = ast.unparse(node.test)
        yield RULE, f"never: if {said}", lambda one: _set(one, "test", _never(one.test))
        yield SIGN, f"always: if {said}", lambda one: _set(one, "test", _always(one.test))
    elif isinstance(node, ast.BoolOp):
        for number, part in enumerate(node.values):
            yield RULE, f"without: {ast.unparse(part)}", _without_part(number)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        for number, side in enumerate((node.right, node.left)):
            yield RULE, f"without: {ast.unparse(side)}", _only_side(number)
    elif isinstance(node, ast.AugAssign) and not isinstance(node.value, ast.Constant):
        yield RULE, f"without: {ast.unparse(node)}", _adds_nothing
    elif isinstance(node, ast.comprehension):
        for number, part in enumerate(node.ifs):
            yield RULE, f"without: if {ast.unparse(part)}", _without_condition(number)
    elif isinstance(node, ast.Call) and _called(node) in NARROWS:
        for number, word in enumerate(node.keywords):
            if word.arg is not None:
                yield RULE, f"without: {word.arg}={ast.unparse(word.value)}", _without_word(number)
    yield from _signs(node)


def _signs(node: ast.AST) -> Iterator[tuple[str, str, Change]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for turned in (TURNED, EDGES):
            if type(node.ops[0]) in turned:
                yield (
                    SIGN,
                    f"turned ({turned[type(node.ops[0])].__name__}): {ast.unparse(node)}",
                    _turn(turned),
                )
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield (
            SIGN,
            f"turned: {ast.unparse(node)}",
            lambda one: _set(one, "operand", ast.UnaryOp(ast.Not(), one.operand)),
        )
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield SIGN, f"turned: {node.value}", lambda one: _set(one, "value", not one.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield SIGN, f"{node.value} + 1", lambda one: _set(one, "value", one.value + 1)


def _statements(node: ast.AST) -> Iterator[tuple[str, str, Change]]:
    """Refusals and calls that stand alone: gone."""
    for block in BLOCKS:
        statements = getattr(node, block, None)
        for number, one in enumerate(statements if isinstance(statements, list) else []):
            is_call = isinstance(one, ast.Expr) and isinstance(one.value, ast.Call | ast.YieldFrom)
            if isinstance(one, ast.Raise) or is_call:
                yield RULE, f"without: {ast.unparse(one)}", _without_statement(block, number)


def _set(node: Any, name: str, value: object) -> None:
    setattr(node, name, value)


def _never(test: ast.expr) -> ast.expr:
    return ast.BoolOp(ast.And(), [ast.Constant(False), test])


def _always(test: ast.expr) -> ast.expr:
    return ast.BoolOp(ast.Or(), [ast.Constant(True), test])


def _without_statement(block: str, number: int) -> Change:
    def change(node: Any) -> None:
        statements = getattr(node, block)
        statements[number] = ast.If(ast.Constant(False), [statements[number]], [])

    return change


def _without_part(number: int) -> Change:
    def change(node: ast.BoolOp) -> None:
        gone = _always if isinstance(node.op, ast.And) else _never
        node.values[number] = gone(node.values[number])

    return change


def _only_side(number: int) -> Change:
    """Both sides are looked at still, and one of them counts."""

    def change(node: ast.BinOp) -> None:
        both = ast.Tuple([node.left, node.right], ast.Load())
        kept = ast.Subscript(both, ast.Constant(number), ast.Load())
        node.left, node.op, node.right = kept, ast.BitOr(), deepcopy(kept)

    return change


def _adds_nothing(node: ast.AugAssign) -> None:
    nothing: ast.expr = ast.List([], ast.Load())
    if not isinstance(node.op, ast.Add):
        nothing = deepcopy(node.target)
        nothing.ctx = ast.Load()
    node.value = ast.IfExp(ast.Constant(False), node.value, nothing)


def _without_condition(number: int) -> Change:
    def change(node: ast.comprehension) -> None:
        node.ifs[number] = _always(node.ifs[number])

    return change


def _without_word(number: int) -> Change:
    def change(node: ast.Call) -> None:
        word = node.keywords[number]
        kept = ast.Dict([ast.Constant(word.arg)], [word.value])
        node.keywords[number] = ast.keyword(None, ast.IfExp(ast.Constant(False), kept, ast.Dict([], [])))

    return change


def _turn(turned: dict[type[ast.cmpop], type[ast.cmpop]]) -> Change:
    def change(node: ast.Compare) -> None:
        node.ops[0] = turned[type(node.ops[0])]()

    return change


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
