"""Legal requests in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.models import Agreement, Proposal
from shanyraq.access.queries.words import language
from shanyraq.cases.queries import pack
from shanyraq.oversight.models import LegalItem, LegalRequest
from shanyraq.oversight.presenters import moment
from shanyraq.oversight.queries.legal import Counted
from shanyraq.oversight.rules import legal as rules
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import kept_apart, listed
from shanyraq.ui.parts import Cell, Column, Fact, Figure, Table


def part_choices() -> list[tuple[str, str]]:
    """The parts of a file that can be asked for, by name."""
    return [(code, part_name(code)) for code in rules.PARTS]


def part_name(code: str) -> str:
    """A part of a file."""
    if code == "C4n":
        return _("Process notes")
    known = pack().compartments.get(code)
    return pack().text(known.name, language()) if known else code


def figures(counted: Counted) -> list[Figure]:
    """What the report that everybody may read will say."""
    return [
        Figure(counted.received, ngettext("request received", "requests received", counted.received)),
        Figure(counted.answered, ngettext("request answered", "requests answered", counted.answered)),
        Figure(counted.given, ngettext("thing given", "things given", counted.given)),
        Figure(counted.refused, ngettext("thing withheld", "things withheld", counted.refused)),
    ]


def table(found: Iterable[LegalRequest], today: date) -> Table:
    """Requests, what waits first."""
    columns = (
        Column(_("Who asks")),
        Column(_("Received")),
        Column(_("Answer by")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(
                kept_apart(one.authority, language()),
                url=reverse("oversight:legal_request", args=[one.pk]),
                line=kept_apart(one.reference, language()) if one.reference else "",
            ),
            day(one.received_on),
            day(one.answer_by),
            standing(one, today),
        )
        for one in found
    ]
    return Table(_("Legal requests"), columns, rows, stacks=True, repeats_heading=True)


def standing(one: LegalRequest, today: date) -> str:
    """Where a request stands."""
    if one.state == rules.ANSWERED:
        if one.telling_forbidden_by:
            return _("Answered; a court forbids that she or he is told")
        return (
            _("Answered, and the person was told")
            if one.told_on
            else _("Answered; the person is still to be told")
        )
    if one.proposal is not None and one.proposal.outcome == Proposal.WAITING:
        return _("An answer waits for the data-protection officer")
    if rules.is_overdue(one.answer_by, one.state, today):
        return _("Its day has passed without an answer")
    return _("Waits for an answer by the legal officer")


def facts(one: LegalRequest, code: str, today: date, at: datetime) -> list[Fact]:
    """Who asks, by which law, about whom, until when."""
    told = [
        (_("Who asks"), one.authority),
        (_("Their reference"), one.reference),
        (_("By which law"), one.act),
        (_("Whom it is about"), code),
        (_("Age"), _("A child, or perhaps a child") if one.is_child else ""),
        (_("Order of a court"), _order_words(one)),
        (_("Received on"), day(one.received_on)),
        (_("To be answered by"), day(one.answer_by)),
        (_("Where it stands"), standing(one, today)),
        (_("Answered on"), moment(one.answered_at, at) if one.answered_at else ""),
        (_("May not be told, by"), one.telling_forbidden_by),
        (_("Told on"), day(one.told_on) if one.told_on else ""),
    ]
    return [Fact(term, value) for term, value in told if value]


def _order_words(one: LegalRequest) -> str:
    if not one.order_number:
        return _("None")
    names = listed([part_name(code) for code in one.order_names], language()) or _("no part")
    told = _("%(number)s; it names: %(parts)s") % {"number": one.order_number, "parts": names}
    return _("%(order)s; under child-justice rules") % {"order": told} if one.order_is_child_justice else told


def items_table(items: Iterable[LegalItem], request: LegalRequest) -> Table:
    """Each thing, what was decided or proposed, and why."""
    columns = (Column(_("What was asked for")), Column(_("Part of the file")), Column(_("Decision")))
    rows = [
        (
            kept_apart(item.what, language()),
            part_name(item.part),
            Cell(outcome_words(item, request), line=item.reason or rule_words(item, request)),
        )
        for item in items
    ]
    return Table(_("What was asked for"), columns, rows, stacks=True)


def outcome_words(item: LegalItem, request: LegalRequest) -> str:
    """Given or refused; proposed, as long as nobody has agreed."""
    waits = request.state == rules.RECEIVED
    if item.outcome == rules.GIVEN:
        return _("To be given, if both agree") if waits else _("Given")
    if item.outcome == rules.REFUSED:
        return _("To be withheld, if both agree") if waits else _("Withheld")
    return _("Withheld by rule") if rule_of(item, request) else _("Not decided")


def rule_of(item: LegalItem, request: LegalRequest) -> str:
    """The code of the rule by which it is refused, if one does."""
    return rules.refused_by_rule(item.part, is_child=request.is_child, order=request.order)


def rule_words(item: LegalItem, request: LegalRequest) -> str:
    """The rule in words."""
    code = rule_of(item, request)
    return _(rules.RULES[code]) if code else ""


def item_labels(items: Iterable[LegalItem]) -> list[str]:
    """Each thing as the form of the answer calls it."""
    return [_("%(what)s (%(part)s)") % {"what": item.what, "part": part_name(item.part)} for item in items]


def proposal_facts(one: Proposal, at: datetime) -> list[Fact]:
    """Whose answer waits, why it is proposed, until when."""
    forbidden = str(one.details["telling_forbidden_by"])
    told = [
        (_("Proposed by"), one.asked_by.full_name),
        (_("Why, in her words"), one.reason),
        (_("May not be told, by"), forbidden),
        (_("Until"), moment(one.expires_at, at)),
    ]
    return [Fact(term, value) for term, value in told if value]


def answered_facts(one: LegalRequest, agreements: Iterable[Agreement], at: datetime) -> list[Fact]:
    """Who proposed the answer that was given, why, and who agreed to exactly that."""
    if one.state != rules.ANSWERED or one.proposal is None:
        return []
    told = [
        (_("Proposed by"), one.proposal.asked_by.full_name),
        (_("Why, in her words"), one.proposal.reason),
    ]
    told += [
        (_("Agreed"), _("%(name)s, %(when)s") % {"name": each.by.full_name, "when": moment(each.at, at)})
        for each in agreements
    ]
    return [Fact(term, value) for term, value in told]


def day(value: date) -> str:
    """A date as words."""
    return date_words(value, language())
