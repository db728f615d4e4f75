"""Of the record nothing is erased, and it says why."""

from __future__ import annotations

import pytest

from shanyraq.audit.actions import erasing
from shanyraq.foundation.erasing import Eraser


def test_whoever_is_erased_her_rows_stay_for_a_reason_that_is_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[Eraser] = []
    monkeypatch.setattr(erasing, "register_erasers", lambda *erasers: said.extend(erasers))

    erasing.register()

    assert {one.table for one in said} == {"foundation.SentForm", "audit.Entry", "audit.About"}
    assert not any(one.goes for one in said) and all(
        "opaque id" in " ".join(one.stays.values()) for one in said
    )
