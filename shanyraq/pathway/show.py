"""The pathway as a chart that a person can read: rows for the HTML page, and text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import NamedTuple

from shanyraq.pathway.explain import N_, Plural, Translate, ngettext
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.schema import Action, Condition, Due, Phase
from shanyraq.ui.lists import with_commas, with_semicolons

MESSAGES: dict[str, str | tuple[str, str]] = {
    "days": ngettext("{count} day {when}", "{count} days {when}"),
    "hours": ngettext("{count} hour {when}", "{count} hours {when}"),
    "on": N_("{when}"),
    "every": ngettext("then every day", "then every {count} days"),
    "everyone": N_("everyone"),
    "older": ngettext("{count} year and older", "{count} years and older"),
    "older_months": ngettext("{count} month and older", "{count} months and older"),
    "up_to": ngettext("up to {count} month", "up to {count} months"),
    "came_of_age": N_("those who turned 18 while they were supported"),
    "only_if": N_("only if: {what}"),
    "with_consent": N_("with consent: {what}"),
    "girls": N_("girls and women"),
    "boys": N_("boys and men"),
    "organised": N_("came with an operation"),
    "self": N_("came by themselves"),
    "service": N_("Service"),
    "who": N_("Who"),
    "when": N_("When"),
    "for_whom": N_("For whom"),
}


class ShownAction(NamedTuple):
    """One row of the chart, in words."""

    id: str
    name: str
    who: str
    when: str
    for_whom: str
    closed_by: tuple[str, ...]
    compartment: str
    level: int
    effort_hours: float
    is_voluntary: bool
    status: str
    source: str


class ShownPhase(NamedTuple):
    """One phase of the chart with its rows."""

    id: str
    name: str
    entry: str
    exit: str
    owner: str
    typical: str
    gate: tuple[str, ...]
    rows: tuple[ShownAction, ...]


def _same(message: str) -> str:
    return message


class _Words:
    """Chooses wording: the pack's in its language, the chart's through `translate` and `plural`."""

    def __init__(self, pack: Pack, language: str, translate: Translate, plural: Plural | None) -> None:
        self.pack, self.language, self.translate, self.plural = pack, language, translate, plural

    def pack_text(self, msgid: str) -> str:
        return self.pack.text(msgid, self.language)

    def say(self, code: str, **values: object) -> str:
        message = MESSAGES[code]
        if isinstance(message, tuple):
            count = values["count"]
            assert isinstance(count, int)
            if self.plural is not None:
                return self.plural(message[0], message[1], count).format(**values)
            return self.translate(message[0] if count == 1 else message[1]).format(**values)
        return self.translate(message).format(**values)

    def listed(self, names: list[str]) -> str:
        return with_commas(names, self.language)

    def phrases(self, told: list[str]) -> str:
        """Phrases that may have commas of their own."""
        return with_semicolons(told, self.language) or self.say("everyone")


def show_pack(
    pack: Pack, language: str = "en", translate: Translate = _same, plural: Plural | None = None
) -> list[ShownPhase]:
    """The phases of a pack in order, each with its actions in words."""
    words = _Words(pack, language, translate, plural)
    return [_phase(words, phase) for phase in pack.phases]


def _phase(words: _Words, phase: Phase) -> ShownPhase:
    actions = [action for action in words.pack.actions.values() if action.phase == phase.id]
    return ShownPhase(
        id=phase.id,
        name=words.pack_text(phase.name),
        entry=words.pack_text(phase.entry),
        exit=words.pack_text(phase.exit),
        owner=words.pack_text(words.pack.disciplines[phase.owner].name),
        typical=words.pack_text(phase.typical),
        gate=phase.gate,
        rows=tuple(_action(words, action) for action in actions),
    )


def _action(words: _Words, action: Action) -> ShownAction:
    pack = words.pack
    return ShownAction(
        id=action.id,
        name=words.pack_text(action.name),
        who=words.listed(
            [words.pack_text(pack.disciplines[code].name) for code in (action.by, *action.with_)]
        ),
        when=_when(words, action),
        for_whom=_for_whom(words, action.for_),
        closed_by=tuple(words.pack_text(pack.kinds[kind].name) for kind in action.done_by),
        compartment=action.compartment,
        level=action.level,
        effort_hours=action.effort_hours,
        is_voluntary=action.voluntary,
        status=action.status,
        source=action.source,
    )


def _when(words: _Words, action: Action) -> str:
    parts = [_due(words, due) for due in action.due]
    if action.repeat:
        parts.append(words.say("every", count=words.pack.params.amount(action.repeat.every_days)))
    return words.listed(parts)


def _due(words: _Words, due: Due) -> str:
    trigger = words.pack.triggers[due.trigger]
    when = words.pack_text(trigger.after if due.after else trigger.before)
    if due.hours is not None:
        return words.say("hours", count=words.pack.params.amount(due.hours), when=when)
    days = words.pack.params.amount(due.days or 0)
    if days == 0:
        return words.say("on", when=words.pack_text(trigger.on))
    return words.say("days", count=days, when=when)


def _for_whom(words: _Words, condition: Condition) -> str:
    parts = _parts(words, condition)
    alternatives = [words.phrases(_parts(words, part)) for part in condition.any_of]
    if alternatives:
        parts.append(" / ".join(alternatives))
    return words.phrases(parts)


def _parts(words: _Words, condition: Condition) -> list[str]:
    pack = words.pack
    parts = []
    if condition.profile:
        parts.append(words.listed([words.pack_text(pack.profiles[code].name) for code in condition.profile]))
    if condition.sex:
        parts.append(words.say("girls" if condition.sex == "F" else "boys"))
    if condition.overlay:
        parts.append(words.listed([words.pack_text(pack.overlays[code].name) for code in condition.overlay]))
    if condition.min_age_months:
        years, rest = divmod(condition.min_age_months, 12)
        parts.append(
            words.say("older_months", count=condition.min_age_months)
            if rest
            else words.say("older", count=years)
        )
    if condition.max_age_months is not None:
        parts.append(words.say("up_to", count=condition.max_age_months + 1))
    if condition.came_of_age:
        parts.append(words.say("came_of_age"))
    parts += [words.say(entry) for entry in condition.entry if entry in MESSAGES]
    if condition.needs:
        what = words.listed([words.pack_text(pack.kinds[kind].name) for kind in condition.needs])
        parts.append(words.say("only_if", what=what))
    if condition.consent:
        what = words.listed([words.pack_text(pack.consents[code].name) for code in condition.consent])
        parts.append(words.say("with_consent", what=what))
    return parts


_WIDTHS = (6, 36, 16, 18, 20)


def show_text(
    pack: Pack,
    language: str = "en",
    translate: Translate = _same,
    plural: Plural | None = None,
    write: Callable[[str], object] | None = None,
) -> str:
    """The chart as plain text of at most 100 columns: per phase, what is owed, by whom, when, to whom."""
    words = _Words(pack, language, translate, plural)
    headings = _text_row(["", *(words.say(code) for code in ("service", "who", "when", "for_whom"))])
    lines = [f"{pack.text(pack.name, language)}  {pack.version}", ""]
    for phase in show_pack(pack, language, translate, plural):
        lines += [f"{phase.id}  {phase.name}", "=" * 100]
        lines += textwrap.wrap(f"> {phase.entry}", 100) + textwrap.wrap(f"< {phase.exit}", 100)
        lines += ["-" * 100, *headings, "-" * 100]
        for row in phase.rows:
            lines += _text_row([row.id, row.name, row.who, row.when, row.for_whom])
        lines.append("")
    text = "\n".join(lines)
    if write is not None:
        write(text)
    return text


def _text_row(texts: list[str]) -> list[str]:
    cells = [textwrap.wrap(text, width) or [""] for text, width in zip(texts, _WIDTHS, strict=True)]
    height = max(map(len, cells))
    return [
        " ".join(
            (cell[number] if number < len(cell) else "").ljust(width)
            for cell, width in zip(cells, _WIDTHS, strict=True)
        ).rstrip()
        for number in range(height)
    ]


__all__ = ["ShownAction", "ShownPhase", "show_pack", "show_text"]
