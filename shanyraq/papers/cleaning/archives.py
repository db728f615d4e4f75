"""DOCX, XLSX and ODT: packed anew from members that only say what stands on the page. One that acts is not kept."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from shanyraq.papers.cleaning.markup import look_into
from shanyraq.papers.cleaning.pictures import drawn_anew
from shanyraq.papers.cleaning.unfit import DOCX, JPEG, MOST_EXPANDED, MOST_MEMBERS, ODT, XLSX, Unfit

ODT_TYPE = b"application/vnd.oasis.opendocument.text"
CHUNK = 1024 * 1024
MAIN = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "content.xml": ODT}
ORDINARY = re.compile(r"[A-Za-z0-9_\[\]. -]+(/[A-Za-z0-9_\[\]. -]+)*", re.ASCII)
ACTING = re.compile(
    r"vba|macro|activex|embeddings|ctrlprops|externallinks|(^|/)(basic|scripts|object[ _0-9]*|objectreplacements)/"
    r"|webextensions|customui",
    re.IGNORECASE,
)
SETTINGS_OF_PRINTER = re.compile(r"xl/printersettings/printersettings\d+\.bin", re.IGNORECASE)
PICTURES = {"png": "PNG", "jpg": JPEG, "jpeg": JPEG, "gif": "GIF"}
# Who wrote it, for whom, how long: of no use to who reads it.
_OOXML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/"
ABOUT = {
    "docProps/core.xml": _OOXML
    + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _OOXML + f'<Properties xmlns="{_PROPERTIES}extended-properties"/>'.encode(),
    "docProps/custom.xml": _OOXML + f'<Properties xmlns="{_PROPERTIES}custom-properties"/>'.encode(),
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    b"</office:document-meta>",
}


def packed_anew(data: bytes) -> tuple[str, bytes]:
    """What it is, and its members packed anew. Raises Unfit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _listed(archive)
            form = _form(archive, members)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as clean:
                left = MOST_EXPANDED
                for member in members:
                    content = _content(archive, member, left)
                    left -= len(content)
                    how = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
                    told = zipfile.ZipInfo(
                        member.filename
                    )  # without the day and the system of whoever packed it
                    clean.writestr(told, _cleaned(member.filename, content, form), how)
            return form, out.getvalue()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError):
        raise Unfit(Unfit.BROKEN) from None


def _listed(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Its members, each once, `mimetype` first."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_EXPANDED:
        raise Unfit(Unfit.TOO_LARGE)
    if any(one.flag_bits & 0x1 for one in members):
        raise Unfit(Unfit.LOCKED)
    members = [one for one in members if not one.is_dir()]
    names = [one.filename.lower() for one in members]
    if len(set(names)) < len(names) or not all(_is_ordinary(one.filename) for one in members):
        raise Unfit(Unfit.HOLDS_MORE)
    return sorted(members, key=lambda one: one.filename != "mimetype")


def _is_ordinary(name: str) -> bool:
    return bool(ORDINARY.fullmatch(name)) and ".." not in name.split("/")


def _form(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> str:
    """What the members make. Raises Unfit where it is no document of the three, or two at once."""
    names = {one.filename for one in members}
    forms = {form for main, form in MAIN.items() if main in names}
    if len(forms) != 1:
        raise Unfit(Unfit.UNKNOWN)
    form = forms.pop()
    if form == ODT and ("mimetype" not in names or archive.read("mimetype")[:99] != ODT_TYPE):
        raise Unfit(Unfit.UNKNOWN)
    if form != ODT and "[Content_Types].xml" not in names:
        raise Unfit(Unfit.UNKNOWN)
    return form


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """What a member really unpacks to, whatever it claims."""
    return b"".join(_parts(archive, member, most))


def _parts(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    with archive.open(member) as file:
        while part := file.read(CHUNK):
            most -= len(part)
            if most < 0:
                raise Unfit(Unfit.TOO_LARGE)
            yield part


def _cleaned(name: str, content: bytes, form: str) -> bytes:
    """A member as it is kept. Raises Unfit where it acts, reaches out, or is something else than a part of a page."""
    if name in ABOUT:
        return ABOUT[name]
    if ACTING.search(name):
        raise Unfit(Unfit.ACTS)
    ending = name.rpartition(".")[2].lower()
    if ending in ("xml", "rels", "rdf"):
        look_into(content, is_odt=form == ODT)
        return content
    if ending in PICTURES:
        return drawn_anew(content, PICTURES[ending])
    if name == "mimetype" or SETTINGS_OF_PRINTER.fullmatch(name):
        return content
    raise Unfit(Unfit.HOLDS_MORE)
