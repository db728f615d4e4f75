"""The context processor that gives every template its frame."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Give every template `chrome` (ui.frame.Chrome); nothing is worked out until a part of it is used."""
    # here and not above: the settings name this function, and are read before any model can be loaded
    from shanyraq.ui.frame import Chrome

    return {"chrome": SimpleLazyObject(lambda: Chrome(request))}
