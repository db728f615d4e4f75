"""Summary cards: what colleagues wrote for others who see no more of that part of a file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from shanyraq.access.queries import computing
from shanyraq.cases import queries
from shanyraq.cases.models import Assignment, Case, SummaryCard
from shanyraq.demo.actions.around import lately
from shanyraq.demo.making.cards import cards_of, pinned_cards
from shanyraq.demo.making.humans import Household
from shanyraq.demo.making.wordings import written_in
from shanyraq.foundation import keyring


def tell(house: Household, members: Sequence[tuple[int, Case]], now: datetime, dice: random.Random) -> None:
    """A card for some of the people who are home, by whoever works with them. Part of the caller's recorded act."""
    home = [(index, case) for index, case in members if case.arrived_at is not None and case.is_open]
    wanted = [
        (case, card)
        for index, case in home
        for card in (
            pinned_cards(index) if house.is_pinned else cards_of(house.members[index].is_child, dice)
        )
    ]
    if not wanted:
        return
    with computing("demo.cards"):
        parts = Assignment.objects.filter(case__in=[case for case, _card in wanted], ends_at=None)
        named = parts.values_list("case", "discipline", "staff")
        writers = {(case, discipline): staff for case, discipline, staff in named}
    known = queries.pack().cards
    keyring.ensure_keys((case.person_id, known[card.topic].compartment) for case, card in wanted)
    SummaryCard.objects.bulk_create(
        SummaryCard(
            person_id=case.person_id,
            case=case,
            topic=card.topic,
            compartment=known[card.topic].compartment,
            text=card.texts["en" if house.is_pinned else written_in(house.region, dice)],
            written_by_id=writers[case.pk, card.discipline],
            written_at=lately(case, now, dice.randrange(1, 40)),
        )
        for case, card in wanted
        if (case.pk, card.discipline) in writers
    )
