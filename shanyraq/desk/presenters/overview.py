"""The programme in sentences, figures and findings. What is too small to print is said to be, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.cases.queries import pack
from shanyraq.cases.rules import ratios
from shanyraq.cases.rules.ratios import Above
from shanyraq.desk import rules
from shanyraq.desk.presenters import words
from shanyraq.desk.presenters.finding import Finding, largest_of, most_of, region_name
from shanyraq.desk.presenters.people_counted import people_by_operation, people_by_phase
from shanyraq.desk.presenters.services_counted import (
    services_by_discipline,
    services_by_region,
    services_of_discipline,
    services_of_region,
)
from shanyraq.desk.queries.overview import Figures
from shanyraq.partners.rules import ProtectedCount
from shanyraq.ui import parts
from shanyraq.ui.figures import figure_text


def headline(figures: Figures) -> str:
    """The one sentence that matters: how many services are late, and whose turn it is most often."""
    late = figures.late.total
    if late is None or late.value == 0:
        return _("No service is late")
    if late.value is None:
        return _("A few services are late")
    first = most_of(figures.late.columns, figures.late.column_totals)
    values = {"count": figure_text(late.value), "discipline": words.discipline_name(first)}
    if not first:
        return ngettext("%(count)s service is late", "%(count)s services are late", late.value) % values
    return (
        ngettext(
            "%(count)s service is late, most often with: %(discipline)s",
            "%(count)s services are late, most often with: %(discipline)s",
            late.value,
        )
        % values
    )


def people_sentence(figures: Figures) -> str:
    """How many people there are; that they are too few to show, where they are."""
    people = whole(figures)
    if people.value is None:
        return words.sentence(_("too few people to show how many")) + "."
    told = ngettext("%(count)s person.", "%(count)s people.", people.value)
    return told % {"count": figure_text(people)}


def children_sentence(figures: Figures) -> str:
    """How many of them are children; empty where that may not be told, and where there are none."""
    people, children = whole(figures).value, _children(figures).value
    if not people or not children:
        return ""
    told = ngettext("%(count)s of them is a child.", "%(count)s of them are children.", children)
    return told % {"count": figure_text(children)}


def _children(figures: Figures) -> ProtectedCount:
    return rules.sum_of(figures.before.column_totals[0], figures.home.column_totals[0])


def whole(figures: Figures) -> ProtectedCount:
    """Everybody, home or not yet."""
    return rules.sum_of(figures.before.total, figures.home.total)


def places_sentence(figures: Figures) -> str:
    """Where the most late services are; empty where one region alone is in view."""
    if len(figures.late.rows) < 2:
        return ""
    found = largest_of(figures.late.rows, figures.late.row_totals, share=0.4)
    if not found:
        return ""
    return _("The most late services are in: %(regions)s.") % {
        "regions": words.listed(map(region_name, found))
    }


def figures_of(figures: Figures) -> list[parts.Figure]:
    """The four figures at the head."""
    late, due = figures.late.total, figures.due.total
    still_open = rules.sum_of(late, due, figures.waiting.total)
    late_label = _("services late, of %(open)s open now") % {"open": figure_text(still_open)}
    shown = [
        _figure(whole(figures), _people_label(figures), _("too few people to show how many"), "people"),
        _figure(
            late,
            late_label if still_open.value is not None else _("services late"),
            _("too few late services to show how many"),
            "late",
        ),
        _figure(due, _("services due within seven days"), _("too few services due to show how many"), "due"),
    ]
    share = figures.school
    label = _("of school-age children have their place at school, of those home for %(days)s days") % {
        "days": pack().params.enrol_max_days
    }
    if share is None:
        return [*shown, parts.Figure("–", _("too few school-age children to tell how many have a place"))]
    told = _("> %(percent)s %%") if share.is_more_than else _("%(percent)s %%")
    return [*shown, parts.Figure(told % {"percent": share.percent}, label)]


def short_of(passed: Sequence[Above]) -> list[str]:
    """Where services are short of hands: the numbers of the pack that are passed, a sentence each. Names nobody."""
    return [_short_words(one) % {"count": one.colleagues, "most": one.most} for one in passed]


def _short_words(one: Above) -> str:
    if one.ratio == ratios.CENTRE:
        return ngettext(
            "One case manager leads more than %(most)s people in the centre.",
            "%(count)s case managers lead more than %(most)s people in the centre.",
            one.colleagues,
        )
    if one.ratio == ratios.CHILDREN:
        return ngettext(
            "One psychologist works with more than %(most)s children.",
            "%(count)s psychologists work with more than %(most)s children.",
            one.colleagues,
        )
    return ngettext(
        "One supervisor has more than %(most)s colleagues.",
        "%(count)s supervisors have more than %(most)s colleagues.",
        one.colleagues,
    )


def _figure(count: ProtectedCount | None, label: str, too_few: str, kind: str) -> parts.Figure:
    """A figure with its words, or the words that say why there is none."""
    if count is None or count.value is None:
        return parts.Figure("–", too_few, kind)
    return parts.Figure(count, label, kind)


def _people_label(figures: Figures) -> str:
    children = _children(figures)
    if children.value is None:
        return _("people")
    return _("people, %(children)s of them children") % {"children": figure_text(children)}


def findings_of(figures: Figures) -> list[Finding]:
    """The charts of the overview."""
    found = [people_by_phase(figures), services_by_discipline(figures)]
    if len(figures.late.rows) > 1:
        found.append(services_by_region(figures))
    return [*found, people_by_operation(figures)]


def finding(figures: Figures, key: str) -> Finding | None:
    """One of the tables by its key, those of the deeper pages included; None where there is none in reach."""
    for one in findings_of(figures):
        if one.key == key:
            return one
    kind, _separator, code = key.partition("-")
    if kind == "discipline" and code in figures.late.columns:
        return services_of_discipline(figures, code)
    if kind == "region" and code in figures.late.rows and code:
        return services_of_region(figures, code)
    return None
