"""Pictures, drawn anew: what the camera wrote beside the picture (place, time, its number) does not come along."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from shanyraq.papers.cleaning.unfit import JPEG, MOST_PIXELS, Unfit

QUALITY = 90
TURNED_WHOLE = (
    16_000_000  # pixels; turning needs room for two pictures, so a larger one becomes half as wide first
)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
MODES = {JPEG: ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "GIF": ("P", "L", "RGB", "RGBA")}


def drawn_anew(data: bytes, form: str) -> bytes:
    """The first picture of a file and nothing else of it. `form`: JPEG, PNG or GIF. Raises Unfit."""
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as picture:
            return _written(picture, form)
    except Image.DecompressionBombError:
        raise Unfit(Unfit.TOO_LARGE) from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError):
        raise Unfit(Unfit.BROKEN) from None


def _written(picture: Image.Image, form: str) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise Unfit(Unfit.TOO_LARGE)
    is_large = picture.width * picture.height > TURNED_WHOLE
    if is_large and form == JPEG:
        picture.draft(None, (picture.width // 2, picture.height // 2))  # decoded smaller from the beginning
    turn = picture.getexif().get(0x0112, 1)
    picture.load()
    drawn: Image.Image = picture
    if is_large and form != JPEG and turn != 1:
        drawn = drawn.reduce(2)
    if turn != 1:
        drawn.info = {}
        drawn.getexif()[0x0112] = turn
        drawn = ImageOps.exif_transpose(drawn)
    if drawn.mode not in MODES[form]:
        drawn = drawn.convert("RGB" if form == JPEG else "RGBA" if "A" in drawn.mode else "RGB")
    kept = drawn.info.get("transparency")
    drawn.info = {} if kept is None else {"transparency": kept}
    out = io.BytesIO()
    drawn.save(out, form, **({"quality": QUALITY} if form == JPEG else {}))
    return out.getvalue()
