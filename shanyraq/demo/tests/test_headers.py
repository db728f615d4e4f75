"""Answers that no address leads to carry the same headers: faults, files, production.

Those that addresses lead to are looked at in test_every_address.py.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from shanyraq.cases.tests.cast import Worker
from shanyraq.demo.tests.headers import EXACT, wrong_headers
from tests.journeys.site import ROOT


def broken(*args: object, **kwargs: object) -> None:
    raise RuntimeError


@pytest.mark.django_db
def test_faults_of_every_kind_carry_the_headers(aigul: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    client, strict = aigul.client, Client(enforce_csrf_checks=True)
    client.raise_request_exception = False
    found = {
        404: client.get("/no-such-page/"),
        405: client.put("/families/"),
        403: strict.post("/log-in/", {"login": "aigul"}),
        413: client.post("/language/", {"language": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}),
        400: client.post("/language/", {f"field{n}": "" for n in range(20_001)}),
    }
    monkeypatch.setattr("shanyraq.access.middleware.record_reading", broken)
    found[500] = client.get("/families/")

    assert {code: answer.status_code for code, answer in found.items()} == {code: code for code in found}
    assert {
        code: wrong for code, answer in found.items() if (wrong := [*wrong_headers(answer, is_in=False)])
    } == {}


@pytest.mark.django_db
def test_a_style_carries_the_headers_and_may_be_used_by_nobody_else() -> None:
    style = Path(settings.STATIC_ROOT) / "headers-test.css"
    style.write_text("a{}")
    try:
        answer = Client().get("/static/headers-test.css")
        answer.close()
    finally:
        style.unlink()

    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in EXACT} == EXACT
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.slow
def test_in_production_a_browser_asks_over_https_only_and_cookies_are_the_hosts_own(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings as s\n"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT,\n"
        "  s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,\n"
        "  s.LANGUAGE_COOKIE_SECURE, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)"
    )
    environment = os.environ | {
        "SHANYRAQ_MODE": "production",
        "SHANYRAQ_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert " ".join(done.stdout.split()) == (
        "63072000 True True __Host-session __Host-csrf True True True None /"
    )
