"""The first sentence of the desk: how much waits, until when, and what is only worked through."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.oversight.presenters import moment
from shanyraq.oversight.rules import Waiting


def lede(waiting: list[Waiting], at: datetime) -> str:
    """How much waits, and when the first clock runs out; what is worked through when there is time, apart."""
    pile = sum(one.count for one in waiting if one.is_pile)
    said = _what_waits([one for one in waiting if not one.is_pile], at)
    if not pile:
        return said
    besides = ngettext(
        "Besides, one part of a file was kept long enough.",
        "Besides, %(count)s parts of files were kept long enough.",
        pile,
    )
    return f"{said} {besides % {'count': pile}}"


def _what_waits(waiting: list[Waiting], at: datetime) -> str:
    whole = sum(one.count for one in waiting)
    if not whole:
        return _("Nothing waits for you. The watch goes on by itself.")
    first, now = waiting[0].until, waiting[0].at or at
    if first is None:
        return ngettext(
            "One thing waits, and no clock is running.",
            "%(count)s things wait, and no clock is running.",
            whole,
        ) % {"count": whole}
    if waiting[0].is_late:
        return ngettext(
            "One thing waits; a clock ran out on %(moment)s.",
            "%(count)s things wait; a clock ran out on %(moment)s.",
            whole,
        ) % {"count": whole, "moment": moment(first, now)}
    return ngettext(
        "One thing waits; its clock runs until %(moment)s.",
        "%(count)s things wait; the first clock runs until %(moment)s.",
        whole,
    ) % {"count": whole, "moment": moment(first, now)}
