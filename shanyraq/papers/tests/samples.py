"""Small files that somebody might keep, and some that nobody may. Made here; none is a paper of anybody."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from PIL import Image

PLACE = 0x8825  # where the camera says where it was
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def jpeg(width: int = 60, height: int = 40, *, says_where: bool = False, turned: int = 1) -> bytes:
    """A picture; one that says where it was taken, what is on it, and which way up it belongs."""
    told = Image.Exif()
    if says_where:
        told[0x0112] = turned
        told[0x010E] = "in front of her house"
        told.get_ifd(PLACE)[2] = (42.0, 20.0, 30.0)
    out = io.BytesIO()
    picture = Image.new("RGB", (width, height), (180, 40, 40))
    picture.save(out, "JPEG", exif=told, comment=b"by Testova" if says_where else b"")
    return out.getvalue()


def png(width: int = 30, height: int = 20, mode: str = "RGB") -> bytes:
    """A drawing."""
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def pdf(text: str = "", *, acts: bool = False, **how: object) -> bytes:
    """One page with a line on it; one that does what it can: scripts, programs, attachments, a picture that tells."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(300, 200))
        page.obj.Contents = made.make_stream(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
        if acts:
            _make_it_act(made, page)
        out = io.BytesIO()
        made.save(out, **how)  # type: ignore[arg-type]
        return out.getvalue()


def _make_it_act(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('acting')")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    made.Root.OpenAction = made.make_indirect(script)
    made.Root.AA = pikepdf.Dictionary(WC=script)
    made.attachments["hidden.exe"] = pikepdf.AttachedFileSpec(made, b"MZ attached", filename="hidden.exe")
    made.docinfo["/Author"] = "Testova"
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=made.make_indirect(launch)
    )
    held = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    page.obj.Annots = pikepdf.Array([made.make_indirect(link), held])
    page.obj.AA = pikepdf.Dictionary(O=script)
    picture = made.make_stream(jpeg(says_where=True))
    picture.Type, picture.Subtype, picture.Filter = (
        pikepdf.Name.XObject,
        pikepdf.Name.Image,
        pikepdf.Name.DCTDecode,
    )
    picture.Width, picture.Height, picture.BitsPerComponent = 60, 40, 8
    picture.ColorSpace = pikepdf.Name.DeviceRGB
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def docx(more: dict[str, bytes] | None = None, text: str = "Dear office") -> bytes:
    """A letter of a word processor, with its writer's name beside it."""
    body = f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": body.encode(),
            "docProps/core.xml": b"<x>Testova</x>",
            **(more or {}),
        }
    )


def xlsx(more: dict[str, bytes] | None = None) -> bytes:
    """A table."""
    return zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>", **(more or {})})


def odt(more: dict[str, bytes] | None = None) -> bytes:
    """A letter of another word processor."""
    body = b'<office:document-content xmlns:office="o"><office:body/></office:document-content>'
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": body, **(more or {})}
    )


def related(kind: str, target: str, *, is_outside: bool = True) -> bytes:
    """A part of a document that says what it is related to."""
    mode = ' TargetMode="External"' if is_outside else ""
    one = f'<Relationship Id="r1" Type="{RELATIONS}{kind}" Target="{target}"{mode}/>'
    return f"<Relationships>{one}</Relationships>".encode()
