"""Whose files are watched: people who are invented, and colleagues' kin."""

from __future__ import annotations

from uuid import UUID


def invented_people() -> frozenset[UUID]:
    """The people whom nobody needs to read about."""
    return frozenset()


def kin_of(staff_id: UUID) -> frozenset[UUID]:
    """The people whom a colleague has declared as her kin."""
    return frozenset()
