"""A form that was sent when its session had ended waits an hour for whoever sent it, sealed.

The key is made for it alone and goes to her browser; here lies what nobody opens without it, and nobody but the account
that it was sent from. Once the hour is over it opens for nobody, and the row is deleted.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag

from shanyraq.foundation.keyfiles import unwrap, wrap
from shanyraq.foundation.models import KeptForm
from shanyraq.foundation.writing import writing

KEPT = timedelta(hours=1)
MOST = 200_000  # characters of a form that is kept

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Kept:
    """What was sent, to which page, and in which role: names and values in their order, and nothing that was a file or
    a secret.
    """

    page: str
    fields: Fields
    role: str = ""


def keep(
    *, account: uuid.UUID, page: str, fields: Iterable[tuple[str, str]], at: datetime, role: str = ""
) -> str:
    """Keep a form for the account that it was sent from. Returns what opens it; empty where it is too long."""
    told = json.dumps([page, list(fields), role])
    if len(told) > MOST:
        return ""
    row, key = KeptForm(account=account, kept_at=at), secrets.token_bytes(32)
    row.content = wrap(told.encode(), key, _bound_to(row))
    with writing():
        row.save(force_insert=True)
    return f"{row.pk.hex}{key.hex()}"


def kept(opener: str, *, account: uuid.UUID, at: datetime) -> Kept | None:
    """What waits for an account, by what its browser holds; None where nothing does, not for her, or not any more."""
    row = _row(opener, account)
    if row is None or not row.kept_at <= at < row.kept_at + KEPT:
        return None
    try:
        page, fields, *role = json.loads(
            unwrap(bytes(row.content), bytes.fromhex(opener[32:]), _bound_to(row))
        )
    except (InvalidTag, ValueError):
        return None
    return Kept(page, tuple((name, value) for name, value in fields), *role)


def let_go(opener: str, *, account: uuid.UUID) -> None:
    """Delete what waits: she does not want it, or has sent it."""
    row = _row(opener, account)
    if row is not None:
        with writing():
            row.delete()


def forget_kept_forms(at: datetime) -> None:
    """Delete what nobody can open any more."""
    KeptForm.objects.filter(kept_at__lte=at - KEPT).delete()


def _row(opener: str, account: uuid.UUID) -> KeptForm | None:
    try:
        wanted = uuid.UUID(opener[:32])
    except ValueError:
        return None
    return KeptForm.objects.filter(pk=wanted, account=account).first()


def _bound_to(row: KeptForm) -> bytes:
    """Whose it is and since when: another account's name on the row opens nothing, nor does another hour."""
    return f"shq|kept|{row.pk}|{row.account}|{row.kept_at.timestamp()}".encode()
