"""What supervisors answered, in rows: the outcome, their words, for whom, who and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.rules import Actor
from shanyraq.cases.models.reviews import ANSWERED
from shanyraq.desk.presenters import words
from shanyraq.desk.queries.answers import Answer
from shanyraq.people.models import Person
from shanyraq.ui import parts


def answer_rows(
    answers: Sequence[Answer], people: Mapping[UUID, Person], alike: words.Namesakes, actor: Actor
) -> list[parts.Help]:
    """The rows; each leads to the answer in the file."""
    return [
        parts.Help(
            title=_(ANSWERED[one.kind, one.outcome]),
            title_url=reverse("cases:family", args=[one.family_id]) + "#answers" if one.family_id else "",
            words=one.words,
            source=_source(one, people, alike, actor),
        )
        for one in answers
    ]


def _source(one: Answer, people: Mapping[UUID, Person], alike: words.Namesakes, actor: Actor) -> str:
    known = [people[pk] for pk in one.people if pk in people]
    return words.dotted(
        [
            words.family_name(one.family_label),
            words.whom(known, len(one.people), 0, alike),
            words.sentence(words.colleague(one.decided_by, actor)),
            words.near_day(one.decided_at, alike.today),
        ]
    )
