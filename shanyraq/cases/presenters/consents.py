"""What people agreed to, as a table of a family and as questions to one person."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.consents import age_in_months, asked_of, is_alone
from shanyraq.cases.models import Consent
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.recording import language_choices
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.ui import parts

Answers = Mapping[tuple[uuid.UUID, str], Consent]


def table(file: SupportFile, last: Answers) -> parts.Table:
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


def form_parts(file: SupportFile, member: Member, last: Answers) -> dict[str, Any]:
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
    givers = rules.givers_of_consent(months, is_alone(member.case, file.today))
    return {
        "purposes": purposes,
        "givers": [(giver, giver_words(giver, member)) for giver in givers],
        "asks_assent": rules.asks_assent(months),
        "languages": language_choices(file),
    }


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
