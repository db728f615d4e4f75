"""A step's reason in one whole sentence, in any language.

The sentences are here, in English; their translations come from the site's catalogues through `translate` and
`plural`. The names and phrases inside them (a trigger, a kind of evidence) come from the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_time

from shanyraq.pathway.pack import Pack
from shanyraq.pathway.types import Reason, Step, StepState
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import with_semicolons

Translate = Callable[[str], str]
Plural = Callable[[str, str, int], str]


def N_(message: str) -> str:
    """Mark a sentence for the catalogues."""
    return message


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark a pair of sentences for the catalogues."""
    return one, many


# By reason code; a pair where a number decides the wording. `open`, `planned` and `undated` are three moods of a due
# date: a step that is open, one whose date is only a plan, and the bare date of a step that is still ahead.
MESSAGES: dict[str, str | tuple[str, str]] = {
    "due_after_days": ngettext(
        "Due {count} day {after}, on {due}; not recorded yet.",
        "Due {count} days {after}, on {due}; not recorded yet.",
    ),
    "due_before_days": ngettext(
        "Due {count} day {before}, on {due}; not recorded yet.",
        "Due {count} days {before}, on {due}; not recorded yet.",
    ),
    "due_on_day": N_("Due {on}, {due}; not recorded yet."),
    "due_after_hours": ngettext(
        "Due {count} hour {after}, on {due} at {time}; not recorded yet.",
        "Due {count} hours {after}, on {due} at {time}; not recorded yet.",
    ),
    "due_before_hours": ngettext(
        "Due {count} hour {before}, on {due} at {time}; not recorded yet.",
        "Due {count} hours {before}, on {due} at {time}; not recorded yet.",
    ),
    "due_every": ngettext(
        "Every day; the last was on {last}. Next on {due}.",
        "Every {count} days; the last was on {last}. Next on {due}.",
    ),
    "due_every_set_aside": ngettext(
        "Every day; the one before was set aside on {last}. Next on {due}.",
        "Every {count} days; the one before was set aside on {last}. Next on {due}.",
    ),
    "due_every_declined": ngettext(
        "Every day; the one before was declined on {last}. Next on {due}.",
        "Every {count} days; the one before was declined on {last}. Next on {due}.",
    ),
    "due_since": N_("Owed since {since} ({who}), due on {due}; not recorded yet."),
    "due_ask_again": N_("Declined before, to be offered again on {due}."),
    "ahead_after_days": ngettext(
        "Ahead: due {count} day {after}, on {due}.", "Ahead: due {count} days {after}, on {due}."
    ),
    "ahead_before_days": ngettext(
        "Ahead: due {count} day {before}, on {due}.", "Ahead: due {count} days {before}, on {due}."
    ),
    "ahead_on_day": N_("Ahead: due {on}, {due}."),
    "ahead_since": N_("Ahead: owed since {since} ({who}), due on {due}."),
    "ahead_ask_again": N_("Declined for now, to be offered again on {due}."),
    "after": N_("Opens {opens}."),
    "before": N_("To be done {before}; the day is not known yet."),
    "waiting": N_("Waiting since {since}: {what}."),
    "waiting_until": N_("Waiting since {since}: {what}. An answer is expected by {until}."),
    "answer_missing": N_("Waiting since {since}: {what}. An answer was expected by {until}."),
    "done": N_("Done on {closed}: {what}."),
    "declined": N_("Declined on {closed}. It can be asked for again at any time."),
    "declined_for_now": N_("Declined for now on {closed}; to be offered again on {until}."),
    "waived": N_("Set aside on {closed}."),
    "waived_because": N_("Set aside on {closed}: {why}"),
    "na_decided": N_("Not applicable, as decided."),
    "na_decided_because": N_("Not applicable, as decided: {why}"),
    "na_now": N_("Not applicable now."),
    "na_entry": N_("Not applicable: came home by themselves."),
    "na_past": N_("Not applicable: it belongs to the time {before}."),
    "na_earlier_phase": N_("Not applicable: support began in a later phase."),
    "na_case_closed": N_("Not applicable: the case is closed."),
    "na_profile": N_("Not applicable now. It is for: {who}."),
    "na_overlay": N_("Not applicable now. It is for: {who}."),
    "na_too_young": ngettext(
        "Not applicable yet: it is for those of {count} year and older.",
        "Not applicable yet: it is for those of {count} years and older.",
    ),
    "na_too_young_months": ngettext(
        "Not applicable yet: it is for those of {count} month and older.",
        "Not applicable yet: it is for those of {count} months and older.",
    ),
    "na_came_of_age": N_("Not applicable: it is for those who turn 18 while they are supported."),
    "na_too_old": N_("Not applicable: it is for younger children."),
    "na_needs": N_("Not applicable unless this is recorded: {what}."),
    "na_without": N_("Not applicable any more: {what}."),
    "na_consent": N_("Opens only with consent: {what}."),
    "na_no_event": N_("Not applicable: nothing of the kind has happened."),
    "na_not_asked": N_("Not applicable: nobody has asked for it."),
    "na_series_over": N_("Not applicable any more: this part of the way is over."),
}


def _same(message: str) -> str:
    return message


def explain(
    step: Step,
    pack: Pack,
    translate: Translate = _same,
    language: str = "en",
    plural: Plural | None = None,
    today: date | None = None,
) -> str:
    """Why a step stands as it does. With `today`, dates of the same year are told without the year.

    `plural(one, many, count)` chooses and translates a pair (Django's `ngettext`); without it English rules hold.
    """
    code, values = _sentence_for(step, pack, language, today)
    message = MESSAGES[code]
    if isinstance(message, tuple):
        count = values["count"]
        if plural is not None:
            text = plural(message[0], message[1], count)
        else:
            text = translate(message[0] if count == 1 else message[1])
    else:
        text = translate(message)
    return text.format_map(values)


def _sentence_for(step: Step, pack: Pack, language: str, today: date | None) -> tuple[str, Mapping[str, Any]]:
    """The code of the sentence and the words for its placeholders."""
    reason = step.reason
    values: dict[str, Any] = dict(reason.params)

    def day(instant: datetime | None) -> str:
        return (
            ""
            if instant is None
            else day_in_words(instant.astimezone(pack.time_zone).date(), language, today)
        )

    values["due"], values["closed"] = day(step.due_at), day(step.closed_at)
    if step.due_at is not None:
        values["time"] = format_time(
            step.due_at.astimezone(pack.time_zone), "HH:mm", locale=_locale(language)
        )
    for key in ("last", "since"):
        if isinstance(values.get(key), datetime):
            values[key] = day(values[key])
    if isinstance(values.get("on"), datetime):
        values["until"] = day(values["on"])
    values["what"] = _what(reason, pack, language)
    values["who"] = _who(reason, pack, language)
    trigger = pack.triggers.get(str(values.get("trigger", "")))
    if trigger is not None:
        for key in ("after", "before", "on", "opens"):
            values[key] = pack.text(getattr(trigger, key), language)
    return _code(step, values), values


def _code(step: Step, values: dict[str, Any]) -> str:
    """The sentence of a reason; a step that is still ahead speaks of no record that is missing."""
    code = step.reason.code
    if step.state is StepState.AHEAD and code.startswith("due_"):
        ahead = "ahead_" + code.removeprefix("due_")
        return ahead if ahead in MESSAGES else code
    if code in ("na_profile", "na_overlay") and not values["who"]:
        return "na_now"
    if code == "na_too_young":
        months = values["months"]
        values["count"] = months // 12 if months % 12 == 0 else months
        return code if months % 12 == 0 else "na_too_young_months"
    return code


def _what(reason: Reason, pack: Pack, language: str) -> str:
    """The kinds of evidence, or the purposes of consent, that a reason speaks of."""
    codes = [reason.params["kind"]] if "kind" in reason.params else [*reason.params.get("kinds", ())]
    names = [pack.text(pack.kinds[code].name, language) for code in codes if code in pack.kinds]
    purposes = [code for code in reason.params.get("purposes", ()) if code in pack.consents]
    names += [pack.text(pack.consents[code].name, language) for code in purposes]
    return with_semicolons(names, language)


def _who(reason: Reason, pack: Pack, language: str) -> str:
    """The profiles or circumstances that a reason speaks of."""
    profiles = [
        pack.profiles[code].name for code in reason.params.get("profiles", ()) if code in pack.profiles
    ]
    overlays = [
        pack.overlays[code].name for code in reason.params.get("overlays", ()) if code in pack.overlays
    ]
    return with_semicolons([pack.text(name, language) for name in profiles + overlays], language)


def day_in_words(day: date, language: str, today: date | None = None) -> str:
    """A date as the pages say it: 4 March 2021; without the year where it is the year of `today`."""
    return date_words(day, language, "short" if today is not None and today.year == day.year else "whole")


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")
