"""What of a file is kept, and what keeps a file from being kept. No database."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from shanyraq.papers.cleaning import archives, unfit
from shanyraq.papers.cleaning.looking import clean
from shanyraq.papers.cleaning.recognising import cleaned
from shanyraq.papers.cleaning.unfit import Unfit
from shanyraq.papers.tests import samples


def why_not(data: bytes) -> str:
    with pytest.raises(Unfit) as unfit:
        cleaned(data)
    return unfit.value.code


def test_a_picture_loses_where_it_was_taken_and_keeps_which_way_up_it_belongs() -> None:
    form, kept = cleaned(samples.jpeg(60, 40, says_where=True, turned=6))

    with Image.open(io.BytesIO(kept)) as picture:
        assert (form, picture.size) == ("JPEG", (40, 60))
        assert not picture.getexif() and not picture.info.get("comment")
    assert b"Exif" not in kept and b"Testova" not in kept and b"house" not in kept


def test_what_hangs_on_to_a_picture_does_not_come_along() -> None:
    form, kept = cleaned(samples.png() + samples.zipped({"evil.exe": b"MZ"}))

    assert form == "PNG" and b"evil" not in kept


def test_a_pdf_keeps_its_page_and_loses_all_that_acts() -> None:
    form, kept = cleaned(samples.pdf("Dear office", acts=True))

    with pikepdf.open(io.BytesIO(kept)) as pdf:
        pdf.save(plain := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert form == "PDF" and b"Dear office" in pdf.pages[0].obj.Contents.read_bytes()
        assert len(pdf.pages[0].obj.Annots) == 1  # the link stays, and leads nowhere
    for word in (
        b"acting",
        b"cmd.exe",
        b"hidden.exe",
        b"MZ",
        b"Testova",
        b"OpenAction",
        b"Exif",
        b"house",
        b"/AA",
    ):
        assert word not in plain.getvalue(), word


def test_a_link_of_a_pdf_may_lead_to_a_page_and_nowhere_else() -> None:
    from shanyraq.papers.cleaning.documents import _is_link

    leads = [
        _is_link(pikepdf.Dictionary(S=pikepdf.Name.URI, URI=uri))
        for uri in (
            "https://example.org/",
            "mailto:a@example.org",
            "javascript:alert(1)",
            "file:///etc/passwd",
        )
    ]

    assert leads == [True, True, False, False]


@pytest.mark.parametrize("user", ["", "word"])
def test_a_locked_pdf_is_told_so(user: str) -> None:
    assert why_not(samples.pdf(encryption=pikepdf.Encryption(owner="other", user=user))) == "locked"


def test_documents_of_three_kinds_are_kept_without_who_wrote_them() -> None:
    kept = dict(map(cleaned, (samples.docx(), samples.xlsx(), samples.odt())))

    assert set(kept) == {"DOCX", "XLSX", "ODT"}
    with zipfile.ZipFile(io.BytesIO(kept["DOCX"])) as archive:
        assert b"Dear office" in archive.read("word/document.xml")
        assert b"Testova" not in archive.read("docProps/core.xml")
    with zipfile.ZipFile(io.BytesIO(kept["ODT"])) as archive:
        assert archive.infolist()[0].filename == "mimetype"


def test_a_photograph_within_a_letter_says_no_more_than_one_on_its_own() -> None:
    _form, kept = cleaned(samples.docx({"word/media/image1.jpeg": samples.jpeg(says_where=True)}))

    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        assert b"Exif" not in archive.read("word/media/image1.jpeg")


MACRO = b"Attribute VB_Name"
FIELD = '<w:document xmlns:w="w"><w:instrText>{}</w:instrText></w:document>'
UNFIT = {
    "nothing": (b"", "empty"),
    "a page of the web": (b"<!doctype html><script>alert(1)</script>", "unknown"),
    "a page of the web that claims to be a PDF": (b"%PDF-1.7\n<html><script>alert(1)</script>", "broken"),
    "a drawing that runs": (b'<svg onload="alert(1)"/>', "unknown"),
    "a program": (b"MZ\0\0", "unknown"),
    "an archive": (samples.zipped({"a.txt": b"x"}), "unknown"),
    "a PDF behind something else": (b"GIF89a" + samples.pdf(), "unknown"),
    "a picture cut short": (samples.jpeg(600, 400)[:300], "broken"),
    "a macro": (samples.docx({"word/vbaProject.bin": MACRO}), "acts"),
    "a template from elsewhere": (
        samples.docx(
            {"word/_rels/settings.xml.rels": samples.related("attachedTemplate", "http://127.0.0.1/x")}
        ),
        "reaches_out",
    ),
    "a picture from elsewhere": (
        samples.docx({"word/_rels/document.xml.rels": samples.related("image", "http://127.0.0.1/x.png")}),
        "reaches_out",
    ),
    "a share of a server": (
        samples.docx(
            {"word/_rels/document.xml.rels": samples.related("image", r"\\127.0.0.1\x", is_outside=False)}
        ),
        "reaches_out",
    ),
    "a field that starts something": (
        samples.docx({"word/footer1.xml": FIELD.format("DDEAUTO c:\\\\cmd.exe").encode()}),
        "reaches_out",
    ),
    "another file within": (samples.docx({"word/embeddings/oleObject1.bin": b"x"}), "acts"),
    "an archive within": (samples.docx({"word/media/more.zip": samples.zipped({"a": b"x"})}), "holds_more"),
    "a way out of the folder": (samples.docx({"../../etc/cron.d/x": b"x"}), "holds_more"),
    "a name that reads backwards": (samples.docx({"word/media/\u202egnp.exe": b"x"}), "holds_more"),
    "an entity": (
        samples.docx({"word/a.xml": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'}),
        "acts",
    ),
    "a script in a text": (samples.odt({"Basic/Standard/x.xml": b"<x/>"}), "acts"),
    "an event in a text": (
        samples.odt({"styles.xml": b'<o xmlns:script="s"><script:event-listener/></o>'}),
        "acts",
    ),
    "a section from elsewhere": (
        samples.odt(
            {"styles.xml": b'<t:section-source xmlns:t="t" xmlns:xlink="x" xlink:href="http://127.0.0.1/"/>'}
        ),
        "reaches_out",
    ),
    "two documents in one": (samples.docx({"xl/workbook.xml": b"<workbook/>"}), "unknown"),
    "too many members": (samples.docx({f"word/media/{n}.png": b"" for n in range(1000)}), "too_large"),
    "a flood of pixels": (
        samples.png(8, 8).replace(b"\0\0\0\x08\0\0\0\x08", b"\0\0\xff\xff\0\0\xff\xff"),
        "broken",
    ),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_may_do_harm_is_not_kept(what: str) -> None:
    data, why = UNFIT[what]

    assert why_not(data) == why


def test_what_unpacks_to_more_than_it_claims_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_EXPANDED", 5000)

    assert why_not(samples.docx({"word/a.xml": b"<a>" + b" " * 6000 + b"</a>"})) == "too_large"
    assert unfit.MOST_EXPANDED == 100 * 1024**2


def test_a_picture_of_more_than_forty_million_points_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanyraq.papers.cleaning.pictures.MOST_PIXELS", 500)

    assert why_not(samples.png(30, 20)) == "too_large"
    assert unfit.MOST_PIXELS == 40_000_000


@pytest.mark.slow
def test_a_file_is_looked_at_by_a_process_that_knows_nothing_of_this_one() -> None:
    assert clean(samples.jpeg(says_where=True)).form == "JPEG"
    with pytest.raises(Unfit) as why:
        clean(b"MZ")
    assert why.value.code == "unknown"


@pytest.mark.slow
def test_a_process_that_is_ended_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanyraq.papers.cleaning.looking.ALONE", "shanyraq.papers.no_such_module")

    with pytest.raises(Unfit) as why:
        clean(samples.jpeg())
    assert why.value.code == "broken"
