"""B12: words that are kept sealed stand nowhere in clear: not in the database, its journal, files, logs or backups.

500 words: some written on the site's own page, the others into sealed columns and the vault. Looked for as UTF-8,
UTF-16, base64 and hex, and in whatever can be unpacked. `B12_WORDS` asks for fewer. What stands in clear by design
(names in use, codes, kinds: C0, C1, C10, C12) is not among them: docs/explanation/threat-model.md names it.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pyrage

from tests.bars.started_again import ROOT, Site, environment
from tests.bars.visitors import Browser, Crowd
from tests.postgres import PostgresMissing, cluster

WORDS = int(os.environ.get("B12_WORDS", "500"))
ON_PAGES = 40  # of them
MARK = "Zhasyrynqanary"
PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
FILL = """
import sys, django; django.setup()
from django.utils import timezone
from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests import factories as cases
from shanyraq.people.tests import factories as people
from shanyraq.vault.tests.factories import make_item
mark, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with recorded("load.filled", by=system_actor("bar")), computing("bar"):
    case, staff = Case.objects.first(), StaffMember.objects.first()
    other = people.make_person("Ayan Omarov")
    for number in range(first, last):
        word, way = f"{mark}{number:04}", number % 8
        if way == 0:
            make_item(person=case.person_id, text=word)
        elif way == 1:
            cases.make_roster_draft(staff, file_name=word, content={"rows": [word]})
        elif way == 2:
            cases.make_evidence(case, payload={"said": word})
        elif way == 3:
            cases.make_record(case, details={"said": word})
        elif way == 4:
            cases.make_appointment(case, staff, title=word, place=word, remarks=word)
        elif way == 5:
            cases.make_summary_card(case, text=word)
        else:
            part = ("C3", "C4", "C5", "C6", "C7", "C8", "C9", "C11")[number // 8 % 8]
            cases.make_note(case, compartment=part, text=word)
"""


def shapes() -> list[bytes]:
    """The mark in every form in which it could be seen. Each word begins with it."""
    raw = MARK.encode()
    in_base64 = [base64.b64encode(b"x" * shift + raw)[shift and 4 : -4] for shift in range(3)]
    return [raw, MARK.encode("utf-16-le"), MARK.encode("utf-16-be"), raw.hex().encode(), *in_base64]


def contents(path: Path) -> Iterator[bytes]:
    """What a file holds, and whatever in it can be unpacked."""
    try:
        found = path.read_bytes()
    except OSError:
        return
    yield found
    for start in PACKED.finditer(found):
        try:
            yield zlib.decompressobj(47).decompress(found[start.start() :], 10_000_000)
        except zlib.error:
            continue


def hits(*folders: Path) -> list[str]:
    """Files in which a shape of the mark stands."""
    wanted = re.compile(b"|".join(map(re.escape, shapes())))
    return [
        str(path)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(wanted.search(one) for one in contents(path))
    ]


def write_on_pages(site: Site, many: int) -> None:
    """Write notes on the page for it, read them, and leave one that is not saved."""
    crowd = Crowd(site.port, 0)
    crowd.begin()
    browser = Browser(site.port, dict(crowd.cookies))
    for number in range(many):
        status, _, _ = browser.ask("POST", crowd.address, {**crowd.data, "text": f"{MARK}{number:04}"})
        assert status == 302, status
    assert MARK in browser.page(crowd.address.replace("add/", ""))
    browser.ask("POST", crowd.address, {**crowd.data, "text": f"{MARK}9999", "compartment": "none"})
    browser.ask("GET", f"/search/?q={MARK}")


def backup(env: dict[str, str], folder: Path) -> Path:
    """A backup without its outer encryption, as a thief of a private key has it."""
    folder.mkdir()
    identities = [pyrage.x25519.Identity.generate() for _ in range(2)]
    (folder / "keys.pub").write_text("".join(f"{one.to_public()}\n" for one in identities))
    (folder / "to").mkdir()
    command = [sys.executable, "-m", "shanyraq.cli.main", "backup", "--to", str(folder / "to"), "--for"]
    subprocess.run([*command, str(folder / "keys.pub")], cwd=ROOT, env=env, check=True, capture_output=True)
    (file,) = (folder / "to").glob("*.age")
    opened = folder / "opened"
    opened.mkdir()
    (opened / "archive").write_bytes(pyrage.decrypt(file.read_bytes(), identities[:1]))
    return opened


def run(name: str, url: str = "") -> int:
    """Print the bar's line for one database. Returns 1 where it was missed."""
    with environment(url) as env, tempfile.TemporaryDirectory() as around:
        passing, logs = Path(around) / "tmp", Path(around) / "logs"
        passing.mkdir()
        logs.mkdir()
        env |= {"TMPDIR": str(passing)}
        demo = [sys.executable, "-m", "shanyraq.cli.main", "demo", "--people", "20"]
        subprocess.run(demo, cwd=ROOT, env=env, check=True, capture_output=True)
        with (logs / "site.log").open("wb") as log:
            serve = [sys.executable, "-m", "shanyraq.cli.main", "serve"]
            site = Site(
                env, int(env["PORT"]), subprocess.Popen(serve, cwd=ROOT, env=env, stdout=log, stderr=log)
            )
            site.wait()
            write_on_pages(site, min(ON_PAGES, WORDS))
            fill = [sys.executable, "-c", FILL, MARK, str(ON_PAGES), str(WORDS)]
            subprocess.run(fill, cwd=ROOT, env=env, check=True)
            assert site.process is not None
            children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()
            for pid in (str(site.process.pid), *children):
                (logs / f"environ-{pid}").write_bytes(Path(f"/proc/{pid}/environ").read_bytes())
            folders = [Path(env["SHANYRAQ_DATA"]), passing, logs, backup(env, Path(around) / "backup")]
            if url:
                with psycopg.connect(url, autocommit=True) as connection:
                    connection.execute("CHECKPOINT")
                    folders.append(Path(connection.execute("SHOW data_directory").fetchone()[0]))  # type: ignore[index]
            found = hits(*folders)
            site.stop()
        found += hits(Path(env["SHANYRAQ_DATA"]), passing, logs)
        control = Path(around) / "control"
        control.mkdir()
        (control / "seen").write_bytes(b"..." + zlib.compress(f"{MARK}0000".encode("utf-16-le")))
        is_seeing = bool(hits(control))
    is_good = not found and is_seeing
    print(
        f"BAR B12 {'PASS' if is_good else 'FAIL'} {name}: {WORDS} words, found in {len(found)} files "
        f"(a planted one was {'found' if is_seeing else 'not found'}), target 0",
        flush=True,
    )
    for one in found[:10]:
        print(one, file=sys.stderr)
    return int(not is_good)


def main() -> int:
    missed = run("SQLite")
    try:
        with cluster() as url:
            missed |= run("PostgreSQL", url)
    except PostgresMissing as fault:
        print(f"BAR B12 NOTRUN on PostgreSQL: {fault}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
