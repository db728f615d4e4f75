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
) -> list[parts.Row]:
    """The rows; each leads to the answer in the file."""
    return [
        parts.Row(
            name=_(ANSWERED[one.kind, one.outcome]),
            url=reverse("cases:family", args=[one.family_id]) + "#answers" if one.family_id else "",
            line=one.words,
            end=words.family_name(one.family_label),
            end_line=words.dotted(
                [
                    words.whom([people[pk] for pk in one.people if pk in people], len(one.people), 0, alike),
                    words.sentence(words.colleague(one.decided_by, actor)),
                    words.near_day(one.decided_at, alike.today),
                ]
            ),
        )
        for one in answers
    ]
