"""A few papers of people whom the demonstration's colleagues work with: small invented pages, kept as real ones are."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta

from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case
from shanyraq.foundation.clock import real_now
from shanyraq.papers.actions.adding import add_paper

# By whom, what, how she calls it, how many days ago, and whether it is a picture. In the languages that they write in.
PAPERS = (
    ("demo-lawyer", "civil-document", "Туу туралы куәлік, көшірмесі", 12, True),
    ("demo-lawyer", "court-paper", "Решение об опеке", 5, False),
    ("demo-case_manager", "family-paper", "Letter of the grandmother", 9, False),
    ("demo-health_worker", "medical-letter", "Выписка из клиники", 20, False),
    ("demo-teacher", "school-report", "Бірінші тоқсанның бағалары", 3, True),
)


def make_papers(at: datetime) -> None:
    """One paper each for the first of those whom a colleague sees; none where she sees nobody with an open file."""
    for login, kind, title, days, is_picture in PAPERS:
        account = Account.objects.select_related("staff").filter(login=login).first()
        if account is None:
            continue
        by = actor_of(account, real_now())
        case = _case(by)
        if case is None:
            continue
        data = picture() if is_picture else page(f"Invented for the demonstration: {kind}")
        add_paper(case_id=case.pk, kind=kind, title=title, data=data, by=by, at=at - timedelta(days=days))


def _case(by: Actor) -> Case | None:
    """Whoever came first among those with an open file, who are home."""
    seen = Case.objects.visible_to(by).filter(closed_at=None, arrived_at__isnull=False)
    return seen.order_by("opened_at", "person__birth_date", "person__sort_name", "pk").first()


def page(line: str) -> bytes:
    """A PDF of one page with a line on it, in plain letters."""
    text = f"BT /F1 14 Tf 40 240 Td ({line}) Tj ET".encode("ascii")
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 297]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def picture(width: int = 240, height: int = 320) -> bytes:
    """A PNG of a sheet with grey lines, as a scan looks from afar."""
    light, dark = b"\0" + b"\xf4" * width, b"\0" + b"\xf4" * 24 + b"\x88" * (width - 48) + b"\xf4" * 24
    rows = b"".join(dark if 40 < row < height - 40 and row % 16 == 0 else light for row in range(height))
    header = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        made += struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))
    return made
