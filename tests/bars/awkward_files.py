"""Files that somebody might send to do harm, each with its name. Made here; none of them is a real list of anybody."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from shanyraq.cases.tests.camp_list import workbook
from tests.clamav import EICAR

# Members that are there for the wrong reason, put into a list that can be read.
MACRO = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Attribute VB_Name = AutoOpen: Shell calc"
REMOTE = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'
)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY f SYSTEM "file:///etc/passwd">]><workbook><sheets>&b;&f;</sheets></workbook>'
)
HTML = b"<!doctype html><html><script>alert(1)</script><table><tr><td>x</td></tr></table></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def with_members(more: dict[str, bytes]) -> bytes:
    """The list of a camp, with more in it."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | more)


def bomb() -> bytes:
    """A few hundred kilobytes that become 260 MB."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(260):
                sheet.write(b"0" * 1024**2)
    return held.getvalue()


def picture(width: int, height: int) -> bytes:
    """A picture that claims a size, with one line of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def photograph() -> bytes:
    """The beginning of a JPEG that says where it was taken."""
    place = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1aGPSLatitude 42.3417"
    return b"\xff\xd8\xff\xe1" + struct.pack("!H", len(place) + 2) + place + b"\xff\xd9"


def refused() -> Iterator[tuple[str, bytes]]:
    """Files of which nothing may be read."""
    nested = zipped({f"{n}.zip": zipped({"a": b"0" * 1_000_000}) for n in range(20)})
    yield "list.pdf", HTML
    yield "list.xlsx", HTML
    yield "list.svg", SVG
    yield "list.xlsx", SVG
    yield "scan.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"
    yield "list.csv", b"%PDF-1.7\n" + workbook()  # a document before a workbook
    yield "list.png", picture(10, 10) + workbook()  # a picture before a workbook
    yield "flood.png", picture(60_000, 60_000)
    yield "photo.jpg", photograph()
    yield "letter.docx", zipped({"word/document.xml": b"<w/>", "word/_rels/settings.xml.rels": REMOTE})
    yield "letter.docm", zipped({"word/document.xml": b"<w/>", "word/vbaProject.bin": MACRO})
    yield "bomb.xlsx", bomb()
    yield "nested.zip", nested
    yield "many.xlsx", zipped({f"xl/worksheets/sheet{n}.xml": b"" for n in range(3000)})
    yield "entities.xlsx", zipped({"xl/workbook.xml": ENTITIES, "xl/worksheets/sheet1.xml": b"<worksheet/>"})
    yield "row.xlsx", with_members({"xl/worksheets/sheet1.xml": b'<worksheet><row r="1048576"/></worksheet>'})
    yield "paths.zip", zipped({"../../../etc/cron.d/evil": b"* * * * * root id", "/etc/passwd": b"x"})
    yield "empty.xlsx", b""
    yield "zeros.xlsx", b"\0" * 1_000_000
    yield "program.exe", b"MZ" + b"\0" * 500
    yield "cut.xlsx", workbook()[:-200]


def neutralised() -> Iterator[tuple[str, bytes]]:
    """Lists that can be read, from which everything else is left out."""
    yield "list.xlsm", with_members({"xl/vbaProject.bin": MACRO})
    yield "remote.xlsx", with_members({"xl/externalLinks/_rels/externalLink1.xml.rels": REMOTE})
    yield "paths.xlsx", with_members({"../../../../tmp/evil": b"x", "/etc/cron.d/evil": b"x"})
    yield "../../../../etc/passwd.xlsx", workbook()
    yield "list\u202excslx.exe.xlsx", workbook()  # a name that shows another ending than it has
    yield "<img src=x onerror=alert(1)>.xlsx", workbook()
    yield "x" * 240 + ".xlsx", workbook()
    yield "list.csv", b"Name;Sex;Born\n=cmd|' /C calc'!A0 Testova;F;2014\n"


def harmful() -> Iterator[tuple[str, bytes]]:
    """What a scanner finds, however it is wrapped."""
    yield "list.csv", EICAR
    yield "list.xlsx", with_members({"xl/media/image1.png": EICAR})
    yield "list.zip", zipped({"inner.zip": zipped({"eicar.com": EICAR})})
