"""What a person can do about her file, as the sheet tells her."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.cases import queries
from shanyraq.cases.presenters.words import pack_words
from shanyraq.pathway.schema import Contact
from shanyraq.ui import parts

DAYS = 30  # where the pack names no other time


HAND = "_" * 40  # a line to write on


def rights() -> list[parts.Fact]:
    """How to ask, correct, object, take back and complain: a default, until the country's own words are there."""
    days = queries.pack().params.data_request_days or DAYS
    answered = ngettext(
        "The answer comes within %(count)s day.", "The answer comes within %(count)s days.", days
    ) % {"count": days}
    return [
        parts.Fact(
            _("To see more"),
            _("Ask the colleague who leads the support, or the data-protection officer. %(answered)s")
            % {"answered": answered},
        ),
        parts.Fact(
            _("To put something right"),
            _("Say what is wrong. It is put right, and what stood there before stays visible as corrected."),
        ),
        parts.Fact(
            _("To object or to have something deleted"),
            _("Say so, in any words. Whoever declines has to give the reason in writing."),
        ),
        parts.Fact(
            _("To take back a yes"),
            _("At any time. A no never ends food, shelter, health care, school or documents."),
        ),
        parts.Fact(
            _("To complain"),
            _(
                "To the data-protection officer, who leads none of the work with people; or to the country's"
                " ombudsperson. A complaint has no bad consequences."
            ),
        ),
        *(parts.Fact(pack_words(contact.name), _reached(contact)) for contact in queries.pack().contacts),
        parts.Fact(
            _("To have it read aloud"),
            _(
                "Ask for it: somebody reads this sheet aloud, in a language of your own, with nobody else there."
            ),
        ),
    ]


def _reached(contact: Contact) -> str:
    """Her address and telephone; a line where the installation has not written them down."""
    return f"{contact.address} {contact.phone}".strip() or HAND
