"""Random names for records: a time-ordered id would tell which people arrived together."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.db import models

from shanyraq.foundation.declared import declared

# Without 0, O, 1, I, L, U, V: read aloud on a bad line, a code must survive.
_LETTERS = "ABCDEFGHJKMNPQRSTWXYZ23456789"


def opaque_key(compartment: str = "C0", keep: str = "case") -> Any:
    """The primary key of a table: UUIDv4, set before saving, saying nothing about the person."""
    return declared(
        models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False), compartment, "show", keep
    )


def human_code(prefix: str) -> str:
    """A code to say on the telephone, such as `K-7F4Q-2M`: random, so it tells nothing about its bearer."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
