"""A line of a log names nobody, whoever writes it and whatever went wrong."""

import json
import logging
import sys
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

from shanyraq.foundation import logs
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.logs import KEYS, Line, NothingOfAnybody, truncated

CANARY = "Zhibek Tulparova"


def line(msg: str, *args: Any, logger: str = "shanyraq.cases", **more: Any) -> dict[str, Any]:
    """What one call of a logger writes."""
    record = logging.LogRecord(logger, logging.ERROR, __file__, 1, msg, args, more.pop("exc_info", None))
    vars(record).update(more)
    written = Line().format(record)
    assert "\n" not in written
    told = json.loads(written)
    assert isinstance(told, dict)
    return told


def raised(fault: Exception) -> Any:
    name = CANARY  # a local of the frame
    try:
        raise fault
    except Exception:
        assert name
        return sys.exc_info()


def test_a_line_has_only_keys_that_are_listed() -> None:
    request = RequestFactory().get("/search/", {"q": CANARY})
    told = line("the chore %s failed", "backup", exc_info=raised(ValueError(CANARY)), request=request)

    assert set(told) <= set(KEYS)
    assert CANARY not in json.dumps(told)


def test_codes_and_numbers_stay_in_a_line_of_ours_and_nothing_else_does() -> None:
    assert line("the chore %s failed", "cases.drafts")["said"] == "the chore cases.drafts failed"
    assert line("%s of %s", 3, CANARY)["said"] == "3 of ..."


@pytest.mark.parametrize(
    ("logger", "msg", "args", "said"),
    [
        ("django.request", "Internal Server Error: %s", ("/people/1/",), "Internal Server Error: %s"),
        ("django.security.DisallowedHost", f"Invalid HTTP_HOST header: {CANARY!r}", (), None),
        ("gunicorn.error", f"Invalid request from ip=192.0.2.1: {CANARY}", (), "Invalid request"),
        ("gunicorn.error", "Error handling request %s", (f"/?q={CANARY}",), "Error handling request %s"),
        ("py.warnings", "%s", (CANARY,), None),
        ("django.db.backends", "(%.3f) %s; args=%s", (0.1, "SELECT", CANARY), "(%.3f) %s; args=%s"),
    ],
)
def test_of_words_of_others_only_the_ones_without_values_are_kept(
    logger: str, msg: str, args: tuple[Any, ...], said: str | None
) -> None:
    assert line(msg, *args, logger=logger).get("said") == said


def test_of_a_fault_its_class_its_code_and_its_way_are_told_and_never_its_message() -> None:
    told = line("it broke", exc_info=raised(ValueError(f"invalid literal: {CANARY}")))
    full = line("it broke", exc_info=raised(OSError(28, CANARY)))
    declined = line("it broke", exc_info=raised(Refusal(CANARY, code="too_often")))

    assert told["fault"] == "builtins.ValueError" and "code" not in told
    assert told["where"][-1].startswith("shanyraq/foundation/tests/test_logs.py:")
    assert full["code"] == "ENOSPC" and declined["code"] == "too_often"
    assert CANARY not in json.dumps([told, full, declined])


def test_a_line_that_cannot_be_made_says_so_and_shows_nothing() -> None:
    class Broken:
        def items(self) -> None:
            raise ValueError(CANARY)

    told = line("words", answered=Broken())

    assert told == {"level": "ERROR", "logger": logs.__name__, "said": "a line could not be written"}


def test_a_report_of_a_fault_shows_no_variables_no_form_and_no_settings() -> None:
    request = RequestFactory().post("/people/", {"name": CANARY}, headers={"Cookie": f"session={CANARY}"})
    request.META["HTTP_X_NAME"] = CANARY
    assert type(ExceptionReporter(request, *raised(ValueError())).filter) is NothingOfAnybody

    told = ExceptionReporter(request, *raised(ValueError())).get_traceback_data()

    assert CANARY not in str(
        [told["filtered_POST_items"], told["request_meta"], told["request_COOKIES_items"]]
    )
    frames: Any = told["frames"]
    assert [frame["vars"] for frame in frames if list(frame["vars"])] == []
    assert not told["settings"]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("", ""),
        (CANARY, ""),
    ],
)
def test_a_network_address_is_cut(address: str, kept: str) -> None:
    assert truncated(address) == kept


def test_every_table_shows_a_row_as_its_class_and_an_id() -> None:
    """So a row in a message, a list or a traceback tells nothing."""
    telling = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("shanyraq.") and CANARY in repr(filled(model))
    ]

    assert telling == []


def filled(model: type[models.Model]) -> models.Model:
    """A row with a name wherever one fits."""
    row = model()
    for field in model._meta.local_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.primary_key:
            vars(row)[field.attname] = CANARY
    return row


def test_django_has_no_other_way_to_write_than_ours() -> None:
    for name in ("django", "django.request", "django.server", "django.security", "django.db.backends"):
        assert logging.getLogger(name).handlers == [], name
    told: Any = settings.LOGGING
    assert told["formatters"]["line"]["()"] == "shanyraq.foundation.logs.Line"
