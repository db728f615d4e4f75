"""One minimal valid row of the vault."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from shanyraq.vault.actions import put
from shanyraq.vault.models import Item

AT = datetime(2021, 5, 20, tzinfo=UTC)
SOMEBODY = UUID(int=1)


def make_item(person: UUID = SOMEBODY, kind: str = "name", text: str = "Maryam Omarova") -> Item:
    return put(person=person, kind=kind, content={"text": text}, at=AT)
