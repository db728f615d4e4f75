"""Files that somebody might send to be kept with a person, each with its name. None is a paper of anybody."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from PIL import Image

from shanyraq.papers.tests import samples
from tests.bars import awkward_files

OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")  # how a DOC begins, macros or not


def never_kept() -> Iterator[tuple[str, bytes]]:
    """What may not be kept in any form."""
    for name, data in awkward_files.refused():
        if name != "list.png" and not name.startswith(
            "row"
        ):  # a picture with a workbook behind it is neutralised
            yield name, data
    yield "letter.doc", OLD_WORD + b"\0" * 2000
    yield "letter.docx", samples.docx({"word/vbaProject.bin": awkward_files.MACRO})
    yield "letter.docx", samples.docx({"word/_rels/settings.xml.rels": awkward_files.REMOTE})
    yield "letter.docx", samples.docx({"word/embeddings/a.zip": samples.zipped({"b.zip": b"PK"})})
    yield "letter.docx", samples.docx({"../../../../tmp/evil": b"x"})
    yield "letter.docx", samples.docx({"word/document.xml": awkward_files.ENTITIES})
    yield "locked.pdf", samples.pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    yield "page.pdf", b"%PDF-1.7\n" + awkward_files.HTML
    yield "behind.pdf", awkward_files.HTML + samples.pdf()
    yield "letter.odt", samples.odt({"Basic/Standard/Module1.xml": b"<x/>"})
    yield "sound.mp3", b"ID3" + b"\0" * 500


def neutralised() -> Iterator[tuple[str, bytes]]:
    """What is kept, without what it brought along."""
    yield "acts.pdf", samples.pdf("A page", acts=True)
    yield "both.pdf", samples.pdf("A page") + samples.zipped({"evil.exe": b"evil"})
    yield "both.pdf", samples.pdf("A page") + awkward_files.HTML
    yield "photo.jpg", samples.jpeg(400, 300, says_where=True, turned=8)
    yield "both.jpg", samples.jpeg() + awkward_files.HTML
    yield "both.png", samples.png() + awkward_files.workbook() + b"evil"
    yield "../../../../etc/passwd.pdf", samples.pdf("A page")
    yield "letter\u202efdp.exe", samples.pdf("A page")
    yield "Aliya Testova <img src=x>.docx", samples.docx({"word/media/a.jpeg": samples.jpeg(says_where=True)})
    yield "letter.docx", samples.docx() + awkward_files.HTML
    yield "table.xlsx", samples.xlsx()
    yield "letter.odt", samples.odt()


def large() -> Iterator[tuple[str, bytes]]:
    """What takes as much room as a file may, and more."""
    yield "flood.png", awkward_files.picture(60_000, 60_000)
    for mode in ("RGBA", "L"):
        yield "large.png", samples.png(8000, 5000, mode)
    yield "large.jpg", samples.jpeg(8000, 5000, says_where=True, turned=6)
    made = io.BytesIO()
    Image.new("RGB", (8000, 5000), (9, 9, 9)).save(made, "JPEG", progressive=True, subsampling=0)
    yield "in waves.jpg", made.getvalue()
    yield "bomb.docx", samples.docx({"word/a.xml": b"<a>" + b" " * (99 * 1024**2) + b"</a>"})
    yield "more.docx", samples.docx({f"word/{n}.xml": b"<a>" + b" " * (60 * 1024**2) + b"</a>" for n in "ab"})
