"""What outlives an erasure: enough to do it again where an older backup has brought her back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Proof:
    """That something was erased: of whom by opaque ids, what, when. No word of her, and no colleague.

    `people`: her record first, then those that were joined to it, since an older state may not know that they are one
    person's. No `parts`: the whole file. `request`: what she asked that led to it, by its opaque id.
    """

    erasure: UUID
    people: tuple[UUID, ...]
    parts: tuple[str, ...]
    request: UUID | None
    decided_at: datetime
    erased_at: datetime
