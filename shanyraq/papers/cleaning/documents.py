"""PDF: written anew without whatever acts, reaches out or is attached; nothing that no page uses comes along."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from shanyraq.papers.cleaning.unfit import Unfit

DEEPEST = 60
# Entries of any dictionary of a PDF that run something, carry something or tell who made it, where and with what.
GONE = frozenset(
    [
        "/OpenAction",
        "/AA",
        "/JS",
        "/JavaScript",
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/RF",
        "/XFA",
        "/RichMediaContent",
        "/RichMediaSettings",
        "/Collection",
        "/Metadata",
        "/PieceInfo",
        "/Movie",
        "/Sound",
        "/3DD",
        "/3DA",
        "/Launch",
        "/Threads",
        "/Thumb",
        "/SpiderInfo",
        "/DSS",
        "/Perms",
        "/Legal",
    ]
)
ACTIONS = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ImportData",
        "/ResetForm",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/Hide",
        "/Trans",
        "/SetOCGState",
        "/GoTo3DView",
        "/RichMediaExecute",
        "/Thread",
        "/GoToDp",
    ]
)
CARRIERS = frozenset(["/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"])
LINKS = (b"http://", b"https://", b"mailto:")
_JPEG_KEPT = frozenset({0xE0, 0xEE})  # how it is to be read; all else that stands beside the picture goes


def without_actions(data: bytes) -> bytes:
    """The pages of a PDF. Raises Unfit where it is locked or cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unfit(Unfit.LOCKED)
            if not len(pdf.pages):
                raise Unfit(Unfit.BROKEN)
            return _written(pdf)
    except pikepdf.PasswordError:
        raise Unfit(Unfit.LOCKED) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError, RuntimeError):
        raise Unfit(Unfit.BROKEN) from None


def _written(pdf: pikepdf.Pdf) -> bytes:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for one in pdf.objects:
        _clear(one, 0)
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        if isinstance(notes, pikepdf.Array):
            page.obj["/Annots"] = pikepdf.Array([note for note in notes if not _carries(note)])
    out = io.BytesIO()
    pdf.save(
        out,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _clear(one: Any, depth: int) -> None:
    """Take out of an object, and of what stands directly within it, all that acts; others come on their own."""
    if depth > DEEPEST:
        raise Unfit(Unfit.BROKEN)
    if isinstance(one, pikepdf.Array):
        for part in one:
            _clear_within(part, depth)
        return
    if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key in GONE & set(one.keys()):
        del one[key]
    if str(one.get("/S", "")) in ACTIONS or not _is_link(one):
        for key in list(one.keys()):
            del one[key]
        return
    if isinstance(one, pikepdf.Stream):
        _clear_stream(one)
    for key in list(one.keys()):
        if not (isinstance(one, pikepdf.Stream) and key == "/Length"):
            _clear_within(one[key], depth)


def _clear_within(part: Any, depth: int) -> None:
    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        _clear(part, depth + 1)


def _is_link(one: Any) -> bool:
    """Whether an address that stands here, if any, leads to a page or a letter box."""
    if str(one.get("/S", "")) != "/URI":
        return True
    return bytes(one.get("/URI", b"")).strip().lower().startswith(LINKS)


def _clear_stream(stream: Any) -> None:
    if str(stream.get("/Type", "")) == "/EmbeddedFile":
        stream.write(b"")
        return
    if stream.get("/F") is not None:  # its content lies in a file elsewhere
        del stream["/F"]
    if str(stream.get("/Filter", "")) == "/DCTDecode":
        held = stream.read_raw_bytes()
        bare = picture_alone(held)
        if bare != held:
            kept = stream.get("/DecodeParms")
            stream.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=kept)


def _carries(note: Any) -> bool:
    return isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) in CARRIERS


def picture_alone(data: bytes) -> bytes:
    """A JPEG without what the camera wrote beside the picture. What is no JPEG stays as it is."""
    if data[:2] != b"\xff\xd8":
        return data
    out, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if mark == 0xDA or size < 2:
            break
        is_beside = (0xE0 <= mark <= 0xEF and mark not in _JPEG_KEPT) or mark == 0xFE
        if not is_beside:
            out.append(data[at : at + 2 + size])
        at += 2 + size
    return b"".join([*out, data[at:]])
