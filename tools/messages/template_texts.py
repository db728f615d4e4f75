"""The texts of Django templates, spelled exactly as Django looks them up when it renders.

Django doubles every percent sign of a template's text and writes `{{ name }}` as `%(name)s`; so do we, with Django's
own reading of the file. A test renders every construct through Django and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.template.base import Lexer, Token, TokenType
from django.utils.text import unescape_string_literal
from django.utils.translation import trim_whitespace

from tools.messages.texts import Text, Untranslatable

# _("…") as a value in any tag or variable
MARKED = re.compile(r"""_\(((?:"[^"\\]*(?:\\.[^"\\]*)*")|(?:'[^'\\]*(?:\\.[^'\\]*)*'))\)""")
LITERAL = re.compile(r"""^(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')""")


def template_texts(source: str, file: str) -> Iterator[Text]:
    """Every text in the source of a template. Raises Untranslatable where Django could not translate it either."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.VAR:
            yield from _marked(token, file)
        elif token.token_type == TokenType.BLOCK:
            tag = token.contents.split(None, 1)[0]
            if tag == "comment":
                _skip_comment(tokens)
            elif tag in {"translate", "trans"}:
                yield from _translate(token, file)
            elif tag in {"blocktranslate", "blocktrans"}:
                yield from _marked(token, file)
                yield _block(token, tokens, file)
            else:
                yield from _marked(token, file)


def _marked(token: Token, file: str) -> Iterator[Text]:
    for literal in MARKED.findall(token.contents):
        yield Text(file, token.lineno or 1, _looked_up(literal))


def _translate(token: Token, file: str) -> Iterator[Text]:
    bits = token.split_contents()
    literal = LITERAL.match(bits[1]) if len(bits) > 1 else None
    if literal is None:
        return  # a variable: its text is marked elsewhere
    context = _literal(bits, "context", token, file)
    yield Text(file, token.lineno or 1, _looked_up(literal.group()), None, context)


def _block(token: Token, tokens: Iterator[Token], file: str) -> Text:
    bits = token.split_contents()
    trimmed = "trimmed" in bits[1:]
    singular, end = _until_tag(tokens)
    plural = None
    if end == "plural":
        plural, end = _until_tag(tokens)
    if end != f"end{bits[0]}" or ("count" in bits) != (plural is not None):
        raise Untranslatable(
            f"{file}:{token.lineno}: {{% {bits[0]} %}} holds text and {{{{ variables }}}} only, with {{% plural %}} "
            f"exactly where it has `count`; found {{% {end} %}}"
        )
    if trimmed:
        singular = trim_whitespace(singular)
        plural = None if plural is None else trim_whitespace(plural)
    return Text(file, token.lineno or 1, singular, plural, _literal(bits, "context", token, file))


def _until_tag(tokens: Iterator[Token]) -> tuple[str, str]:
    """The text up to the next tag as Django looks it up, and that tag."""
    parts = []
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            parts.append(token.contents.replace("%", "%%"))
        elif token.token_type == TokenType.VAR:
            parts.append(f"%({token.contents})s")
        elif token.token_type == TokenType.BLOCK:
            return "".join(parts), token.contents.strip()
    return "".join(parts), "nothing"


def _skip_comment(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.strip() == "endcomment":
            return


def _literal(bits: list[str], option: str, token: Token, file: str) -> str | None:
    """The quoted value that follows an option, None where the tag has no such option."""
    if option not in bits[1:-1]:
        return None
    value = bits[bits.index(option, 1) + 1]
    if LITERAL.fullmatch(value) is None:
        raise Untranslatable(f"{file}:{token.lineno}: `{option}` needs a quoted text, not {value}")
    return unescape_string_literal(value)


def _looked_up(literal: str) -> str:
    return unescape_string_literal(literal).replace("%", "%%")
