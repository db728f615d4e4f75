"""The real command on a real folder: it makes what is missing, keeps its mode, and starts again in seconds."""

import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long sentence of mine"


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_", "PORT"))
    }
    return {
        **kept,
        "SHANYRAQ_DATA": str(data),
        "SHANYRAQ_MODE": "production",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def run(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shanyraq.cli.main", *words],
        cwd=ROOT,
        env=environment(data, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


@contextmanager
def served(data: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "shanyraq.cli.main", "serve"],
        cwd=ROOT,
        env=environment(data, PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if f"http://127.0.0.1:{port}" in line:
                break
        else:
            raise AssertionError(f"the site stopped with {process.wait()}")
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        process.stdout.close()  # type: ignore[union-attr]


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https", **headers})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A production installation, made by the command."""
    data = tmp_path_factory.mktemp("installation") / "var"
    made = run(data, "migrate")
    assert made.returncode == 0, made.stderr
    return data


def bad(told: str) -> set[str]:
    """What the doctor complains of."""
    return {line[5:16].strip() for line in told.splitlines() if line.startswith("BAD")}


def test_a_new_installation_is_well_and_holds_its_record(data: Path, tmp_path: Path) -> None:
    alone, verified = run(data, "doctor"), run(data, "audit", "verify")
    (tmp_path / "witness.txt").touch()
    named = {"SHANYRAQ_WITNESS": str(tmp_path / "witness.txt"), "SHANYRAQ_UNSCANNED": "allow"}
    untold = run(data, "doctor", **named)
    run(data, "work", "--once", **named)
    told = run(data, "doctor", **named)

    # Nothing was saved or tried yet, and the pack does not say whom people of this country call with a complaint.
    left = {"last backup", "last drill", "contacts"}
    assert alone.returncode == 1 and {"witness", "scanner", *left} >= bad(alone.stdout) >= {"witness", *left}
    assert bad(untold.stdout) == {"witness", *left} and "was never told" in untold.stdout
    assert told.returncode == 1 and bad(told.stdout) == left
    assert "production" in told.stdout
    assert (verified.returncode, verified.stdout.startswith("The record holds: rows 1 to 1")) == (0, True)


def test_its_keys_and_folder_are_for_this_account_only(data: Path) -> None:
    for name in ("site.key", "root.key", "audit.key", "vault.private"):
        assert (data / "keys" / name).stat().st_mode & 0o077 == 0
    for made in (data, data / "keys", data / "shanyraq.sqlite3"):
        assert made.stat().st_mode & 0o077 == 0


def test_another_mode_never_starts_and_says_why(data: Path) -> None:
    for words in (["serve"], ["work", "--once"]):
        refused = run(data, *words, SHANYRAQ_MODE="demo")

        assert refused.returncode == 2
        assert "made with SHANYRAQ_MODE=production" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1


def test_a_broken_pack_never_starts_the_site_and_says_where(data: Path, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("name = \n")

    refused = run(data, "serve", SHANYRAQ_PACK=str(tmp_path))

    assert refused.returncode == 1
    assert "pack.toml:1" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_pack_with_a_role_for_a_force_never_starts_the_site(data: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "packs" / "kz", tmp_path / "kz")
    text = (folder / "pack.toml").read_text(encoding="utf-8")
    spoiled = text.replace('name = "Logistics"\ndiscipline', 'name = "Police desk"\ndiscipline', 1)
    (folder / "pack.toml").write_text(spoiled, encoding="utf-8")

    refused = run(data, "serve", SHANYRAQ_PACK=str(folder))

    assert spoiled != text
    assert refused.returncode == 1
    assert "role logistics, name: No role exists for police" in refused.stderr


def test_a_port_that_is_taken_is_told_before_anything_else(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run(data, "serve", PORT=str(port))

    assert refused.returncode == 1
    assert f"PORT={port + 1}" in refused.stderr


def test_a_lost_key_is_told_and_no_new_one_is_made(data: Path) -> None:
    key = data / "keys" / "root.key"
    kept = key.rename(key.with_name("away"))
    try:
        refused = run(data, "serve")
        assert refused.returncode == 1
        assert "the key is missing: root.key" in refused.stderr
        assert not key.exists()
    finally:
        kept.rename(key)


def test_asking_about_an_installation_that_is_not_there_makes_none(tmp_path: Path) -> None:
    asked = run(tmp_path, "audit", "verify")

    assert asked.returncode == 2
    assert "there is no installation" in asked.stderr
    assert not (tmp_path / "shanyraq.sqlite3").exists()


def test_verifying_writes_nothing_into_the_file(data: Path) -> None:
    file = data / "shanyraq.sqlite3"
    before = file.read_bytes(), file.stat().st_mtime_ns

    run(data, "audit", "verify")

    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_a_tampered_record_is_found_from_outside(data: Path, tmp_path: Path) -> None:
    copied = tmp_path / "var"
    (copied / "keys").mkdir(parents=True, mode=0o700)
    for key in (data / "keys").iterdir():
        (copied / "keys" / key.name).write_bytes(key.read_bytes())
    with (
        sqlite3.connect(data / "shanyraq.sqlite3") as source,
        sqlite3.connect(copied / "shanyraq.sqlite3") as target,
    ):
        source.backup(target)
        target.execute("DROP TRIGGER audit_entry_no_update")  # as its owner can
        target.execute("UPDATE audit_entry SET actor = 'another' WHERE seq = 1")
    source.close()
    target.close()

    found = run(copied, "audit", "verify")

    assert found.returncode == 1
    assert "row 1" in found.stdout


def test_the_site_starts_again_in_seconds_and_is_strict(data: Path) -> None:
    run(data, "admin", "create", "kanat", SHANYRAQ_ADMIN_PASSWORD=PASSWORD)
    with served(data):
        pass  # the first start gathers the styles

    begun = time.monotonic()
    with served(data) as port:
        took = time.monotonic() - begun
        status, headers, page = get(port, "/log-in/")
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style
        assert get(port, style[1])[0] == 200
        assert get(port, "/staff/")[0] == 302
        assert get(port, "/demo/enter/teacher/")[0] == 404
        assert get(port, "/nowhere/")[0] == 404
        assert get(port, "/log-in/", Host="elsewhere.example")[0] == 400

    assert took < 15
    assert status == 200
    assert "Log in" in page and "demonstration" not in page.lower()
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "max-age=63072000" in headers["Strict-Transport-Security"]
    assert "__Host-csrf=" in headers["Set-Cookie"] and "Secure" in headers["Set-Cookie"]


def test_an_open_connection_is_sent_to_a_safe_one(data: Path) -> None:
    with served(data) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/log-in/")
        answer = connection.getresponse()
        answer.read()
        connection.close()

    assert (answer.status, (answer.getheader("Location") or "")[:8]) == (301, "https://")


def test_the_worker_does_what_is_waiting_and_ends(data: Path) -> None:
    worked = run(data, "work", "--once")

    assert (worked.returncode, worked.stderr) == (0, "")
