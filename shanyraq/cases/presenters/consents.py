"""What people agreed to, as a table of a family and as questions to one person."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.consents import age_in_months, asked_of, is_alone
from shanyraq.cases.models import Consent
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.history import Version, written
from shanyraq.cases.presenters.recording import language_choices
from shanyraq.cases.queries.answers import Answers
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.ui import parts

Last = Mapping[tuple[uuid.UUID, str], Consent]


def table(file: SupportFile, last: Last) -> parts.Table:
    """Purposes down, people across: the last answer and its day."""
    pack = queries.pack()
    columns = [parts.Column(_("Purpose")), *(parts.Column(words.called_in(m, file)) for m in file.everyone)]
    rows: list[tuple[Any, ...]] = []
    for purpose in pack.consents.values():
        name = words.pack_words(purpose.name)
        rows.append((name, *(_cell(last.get((m.case.pk, purpose.code)), file) for m in file.everyone)))
    return parts.Table(_("What each person agreed to"), tuple(columns), rows, stacks=True)


def _cell(consent: Consent | None, file: SupportFile) -> parts.Cell:
    if consent is None:
        return parts.Cell(answer_words(""))
    return parts.Cell(answer_words(consent.answer), line=words.day_words(consent.on, file.today))


def ask_links(file: SupportFile) -> list[parts.Action]:
    """One link for each person whom the viewer may ask."""
    if permissions.CONSENT_RECORD not in file.actor.may or not file.actor.writes("C12"):
        return []
    return [
        parts.Action(
            _("Ask %(name)s") % {"name": words.called_in(member, file)},
            reverse("cases:consents", kwargs={"person_id": member.case.person_id}),
        )
        for member in file.members
    ]


def form_parts(file: SupportFile, member: Member, last: Last) -> dict[str, Any]:
    """What the form needs: the questions with what holds now, who answers at her age, whether a child is asked."""
    months = age_in_months(member.case, file.today)
    purposes, asked = [], asked_of(months)
    for purpose in queries.pack().consents.values():
        if purpose.code not in asked:
            continue
        now = last.get((member.case.pk, purpose.code))
        explanation = words.pack_words(purpose.explanation)
        if now is not None:
            explanation = _("%(explanation)s Now: %(answer)s, %(day)s.") % {
                "explanation": explanation,
                "answer": answer_words(now.answer),
                "day": words.day_words(now.on, file.today),
            }
        offered = ["YES", "NO", *(["WITHDRAWN"] if now is not None and now.answer == "YES" else [])]
        answers = [(one, answer_words(one)) for one in offered]
        purposes.append((purpose.code, words.pack_words(purpose.name), explanation, answers))
    givers = [
        (giver, giver_words(giver, member))
        for giver in rules.givers_of_consent(months, is_alone(member.case, file.today))
    ]
    if rules.may_say_no_alone(months):
        givers.append(("SELF", _("%(who)s, to say no") % {"who": giver_words("SELF", member)}))
    return {
        "purposes": purposes,
        "givers": givers,
        "asks_assent": rules.asks_assent(months),
        "languages": language_choices(file),
    }


@dataclass(frozen=True)
class Asked:
    """What one asking left: the day, the answers as they stand, those put right as they stood, what can be done."""

    id: str
    title: str
    now: Version
    was: tuple[Version, ...]
    actions: tuple[parts.Action, ...]


def askings(file: SupportFile, member: Member, answers: Answers) -> list[Asked]:
    """Every answer of one person, the newest day first, those of one asking together."""
    found: dict[uuid.UUID, Asked] = {}
    for row in reversed(answers.standing):
        same = answers.together(row)
        if row.case_id == member.case.pk and same[0].pk not in found:
            found[same[0].pk] = _asking(same, file, member, answers)
    return list(found.values())


def _asking(same: Sequence[Consent], file: SupportFile, member: Member, answers: Answers) -> Asked:
    first = same[0]
    may = member.case.is_open and permissions.CONSENT_RECORD in file.actor.may and file.actor.writes("C12")
    url = reverse("cases:correct_consents", kwargs={"consent_id": first.pk})
    day = words.day_words(first.on, file.today)
    return Asked(
        id=str(first.pk),
        title=day,
        now=_version(same, file, member),
        was=tuple(_version([one], file, member) for row in same for one in answers.earlier(row)),
        actions=(parts.Action(_("Correct"), url, "edit", kind="text", about=day),) if may else (),
    )


def _version(same: Sequence[Consent], file: SupportFile, member: Member) -> Version:
    """Who answered in which language on which day, the answers, who wrote them."""
    first, pack = same[0], queries.pack()
    who = [words.day_words(first.on, file.today), giver_words(first.given_by, member)]
    if first.language:
        who.append(words.language_name(first.language))
    names = {code: words.pack_words(purpose.name) for code, purpose in pack.consents.items()}
    listed = sorted(same, key=_as_asked)
    lines = tuple(parts.Fact(names.get(one.purpose, one.purpose), answer_words(one.answer)) for one in listed)
    return Version(words.dotted(who), lines, written(first.recorded_by, first.recorded_at, file))


def _as_asked(one: Consent) -> int:
    """The place of a question among those of the pack."""
    return [*queries.pack().consents, one.purpose].index(one.purpose)


def correcting_parts(
    file: SupportFile, member: Member, same: Sequence[Consent], answers: Answers
) -> dict[str, Any]:
    """What the form for putting right needs: the questions of one asking, answered as they stand."""
    first, pack, purposes = same[0], queries.pack(), []
    initial: dict[str, Any] = {"given_by": first.given_by, "on": first.on, "language": first.language}
    initial["has_assent"] = "yes" if first.has_assent else "no"
    for one in sorted(same, key=_as_asked):
        said_yes = any(
            row.purpose == one.purpose and row.answer == "YES" and row != one for row in answers.standing
        )
        offered = ["YES", "NO", *(["WITHDRAWN"] if said_yes or one.answer == "WITHDRAWN" else [])]
        known = pack.consents.get(one.purpose)
        name = words.pack_words(known.name) if known else one.purpose
        purposes.append((one.purpose, name, "", [(code, answer_words(code)) for code in offered]))
        initial[f"purpose_{one.purpose}"] = one.answer
    asked = form_parts(file, member, answers.last)
    if first.given_by not in dict(asked["givers"]):
        asked["givers"] = [*asked["givers"], (first.given_by, giver_words(first.given_by, member))]
    return {**asked, "purposes": purposes, "answered": True, "initial": initial}


def answer_words(answer: str) -> str:
    """An answer in words."""
    return {"YES": _("Yes"), "NO": _("No"), "WITHDRAWN": _("Taken back")}.get(answer, _("Not asked yet"))


def giver_words(giver: str, member: Member) -> str:
    """Who answers, in words."""
    name = words.called(member.person)
    return {
        "SELF": _("%(name)s herself or himself") % {"name": name},
        "CAREGIVER": _("The mother, father or caregiver"),
        "GUARDIAN": _("The guardian"),
    }[giver]


def talks_words(count: int) -> str:
    """How many talks a faith counsellor wrote down: all that is told of them; empty where there was none."""
    if not count:
        return ""
    told = ngettext(
        "%(count)s talk with the faith counsellor is written down.",
        "%(count)s talks with the faith counsellor are written down.",
        count,
    )
    return told % {"count": count}


def rule_words(file: SupportFile, member: Member) -> str:
    """Who decides at this age, as the country pack says it."""
    months = age_in_months(member.case, file.today)
    for rule in queries.pack().age_rules:
        if (
            months is not None
            and rule.min_age_months <= months
            and (rule.max_age_months is None or months <= rule.max_age_months)
        ):
            return words.pack_words(rule.decides)
    return _("The age is not known well: she is asked as a child, with her caregiver.")
