"""Looking into the XML of a document: what would start something, or fetch something from elsewhere."""

from __future__ import annotations

import re
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import sax
from defusedxml.common import DefusedXmlException

from shanyraq.papers.cleaning.unfit import Unfit

# What a part may be related to outside of the document: an address that somebody has to follow by hand.
FOLLOWED = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
WITHIN = re.compile(
    r"(?![a-z][a-z0-9+.-]*:|//|\\\\|\.\./\.\.)", re.IGNORECASE
)  # no scheme, no server, no way up
ACTING_RELATIONS = frozenset(
    {
        "attachedtemplate",
        "oleobject",
        "package",
        "afchunk",
        "frame",
        "subdocument",
        "vbaproject",
        "control",
        "activexcontrolbinary",
        "externallink",
        "externallinkpath",
        "mailmergesource",
        "mailmergeheadersource",
        "ctrlprop",
        "ui",
        "extensibility",
        "xmlmaps",
        "connections",
    }
)
ACTING_TYPES = ("macroenabled", "vbaproject", "activex", "ms-office.vba")
FIELDS = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON|EMBED)\b"
)
ACTING_ELEMENTS = frozenset(
    {
        "event-listener",
        "dde-source",
        "dde-connection-decl",
        "ddelink",
        "olelink",
        "oleobj",
        "altchunk",
        "applet",
    }
)
ACTING_ELEMENTS |= {"object-ole", "plugin", "floating-frame", "control", "oleobject", "script"}


def look_into(content: bytes, *, is_odt: bool) -> None:
    """Raise Unfit where a part of a document acts or reaches out, or is no plain XML."""
    try:
        sax.parseString(content, _Looks(is_odt), forbid_dtd=True)
    except DefusedXmlException:
        raise Unfit(Unfit.ACTS) from None
    except (SAXParseException, ValueError, LookupError):
        raise Unfit(Unfit.BROKEN) from None


class _Looks(ContentHandler):
    """Walks through the elements; keeps the words of one field at a time."""

    def __init__(self, is_odt: bool) -> None:
        super().__init__()
        self.is_odt = is_odt
        self.is_field, self.field = False, ""

    def startElement(self, name: str, attrs: Any) -> None:
        local = name.rpartition(":")[2]
        if local.lower() in ACTING_ELEMENTS:
            raise Unfit(Unfit.ACTS)
        if local == "Relationship":
            _look_at_relation(attrs)
        elif local in ("Override", "Default"):
            if any(word in attrs.get("ContentType", "").lower() for word in ACTING_TYPES):
                raise Unfit(Unfit.ACTS)
        elif local == "fldChar" and _local(attrs, "fldCharType") == "begin":
            self.field = ""
        elif local == "fldSimple":
            _look_at_field(_local(attrs, "instr"))
        self.is_field = local == "instrText"
        if self.is_odt:
            _look_at_link(local, _local(attrs, "href"))

    def endElement(self, name: str) -> None:
        if self.is_field:
            self.is_field = False
            _look_at_field(self.field)

    def characters(self, content: str) -> None:
        if self.is_field:
            self.field = (self.field + content)[-4096:]


def _local(attrs: Any, wanted: str) -> str:
    """An attribute by its name without the prefix."""
    return next((str(value) for name, value in attrs.items() if name.rpartition(":")[2] == wanted), "")


def _look_at_relation(attrs: Any) -> None:
    kind = attrs.get("Type", "").rpartition("/")[2].lower()
    target = attrs.get("Target", "").strip()
    if kind in ACTING_RELATIONS:
        raise Unfit(Unfit.REACHES_OUT)
    is_outside = attrs.get("TargetMode", "").lower() == "external" or not WITHIN.match(target)
    may_be_followed = kind == "hyperlink" and (FOLLOWED.match(target) or target.startswith("#"))
    if is_outside and not may_be_followed:
        raise Unfit(Unfit.REACHES_OUT)


def _look_at_field(words: str) -> None:
    if FIELDS.search(words.upper()):
        raise Unfit(Unfit.REACHES_OUT)


def _look_at_link(element: str, href: str) -> None:
    """In ODT whatever has an address: a link in a text may lead elsewhere, nothing else may."""
    if not href.strip() or WITHIN.match(href.strip()):
        return
    if element != "a" or not FOLLOWED.match(href.strip()):
        raise Unfit(Unfit.REACHES_OUT)
