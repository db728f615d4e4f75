"""Where the secrets of second steps stand: sealed as everything is, in a table of allauth's."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator

from shanyraq.access.adapters import context_of
from shanyraq.foundation.sealed_places import Sealed, register


class SecondStepSeals:
    """The secrets in `Authenticator.data`, for work that goes through everything sealed."""

    name = "mfa.Authenticator.data"

    def after(self, row: str, most: int) -> list[Sealed]:
        """The next secrets, in the order of their rows."""
        rows = Authenticator.objects.filter(pk__gt=int(row or 0)).exclude(type=Authenticator.Type.WEBAUTHN)
        return [
            Sealed(str(one.pk), context_of(one.user_id), one.user_id, base64.b64decode(text))
            for one in rows.order_by("pk")[:most]
            for text in _secrets(one.data)
        ]

    def replace(self, changed: list[tuple[Sealed, bytes]]) -> int:
        """Put other secrets where these stand. Part of the caller's recorded act."""
        done = 0
        for one, new in changed:
            old_text, new_text = base64.b64encode(one.content).decode(), base64.b64encode(new).decode()
            row = Authenticator.objects.select_for_update().filter(pk=int(one.row)).first()
            if row is None or old_text not in _secrets(row.data):
                continue
            row.data = json.loads(json.dumps(row.data).replace(old_text, new_text))
            row.save(update_fields=["data"])
            done += 1
        return done


def register_place() -> None:
    """Let the secrets be found."""
    register(SecondStepSeals())


def _secrets(data: Any) -> list[str]:
    """Every sealed text in a row's data: a secret, a seed, or codes."""
    return list(_found(data.get("secret"), data.get("seed"), *data.get("migrated_codes", [])))


def _found(*texts: str | None) -> Iterator[str]:
    for text in texts:
        if text:
            yield text
