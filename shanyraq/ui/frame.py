"""What the frame of every page needs, and nothing about the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext as _

from shanyraq.foundation import clock
from shanyraq.foundation.installation import installation
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import comma
from shanyraq.ui.navigation import Banner, Entry, Person, Search, Text, registry


@dataclass(frozen=True)
class Language:
    """One language of the product, under its own name."""

    code: str
    name: str
    direction: str
    is_current: bool


@dataclass(frozen=True)
class Job:
    """A job as the navigation shows it."""

    key: str
    label: Text
    icon: str
    url: str
    is_current: bool


class Chrome:
    """The frame of one page; each part is worked out only when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        """Whether this installation is a demonstration with invented people."""
        return installation().is_demo

    @property
    def demo_note(self) -> Text:
        """What the strip adds where there is room."""
        fixed = installation().fixed_day
        if fixed is None:
            return _("Nobody here is a real person.")
        day = date_words(fixed, self.language)
        return _("Nobody here is a real person, and today is always %(day)s.") % {"day": day}

    @property
    def printed(self) -> str:
        """When this page was made, for its printed copy."""
        now = clock.now()
        return f"{date_words(now.date(), self.language)}{comma(self.language)}{now:%H:%M}"

    @property
    def language(self) -> str:
        """The code of the page's language, as `lang` wants it."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if get_language_bidi() else "ltr"

    @cached_property
    def languages(self) -> list[Language]:
        """All languages of the product, each under its own name."""
        now = self.language
        return [
            Language(code, str(name), "rtl" if get_language_info(code)["bidi"] else "ltr", code == now)
            for code, name in settings.LANGUAGES
        ]

    @property
    def language_url(self) -> str:
        """Where the language is changed."""
        return reverse(registry.language_url_name)

    @cached_property
    def jobs(self) -> list[Job]:
        """The jobs that this request may open."""
        return [
            Job(entry.key, entry.label, entry.icon, entry.url, entry.is_current(self._request))
            for entry in self._shown(registry.jobs)
        ]

    @cached_property
    def person(self) -> Person | None:
        """Who is logged in, or None."""
        return registry.describe_person(self._request) if registry.describe_person else None

    @cached_property
    def person_links(self) -> list[Entry]:
        """The lines of the person's menu."""
        return self._shown(registry.person_links)

    @cached_property
    def demo_links(self) -> list[Entry]:
        """The links of the demonstration strip."""
        return self._shown(registry.demo_links)

    @cached_property
    def foot_links(self) -> list[Entry]:
        """The links at the foot."""
        return self._shown(registry.foot_links)

    @property
    def foot_notes(self) -> list[Text]:
        """The lines of text at the foot."""
        return [note() for note in registry.foot_notes]

    @cached_property
    def banners(self) -> list[Banner]:
        """What stands above every page now."""
        return [one for told in registry.banners for one in told(self._request)]

    @cached_property
    def search(self) -> Search | None:
        """The search field, where this role has one."""
        search = registry.search
        return search if search is not None and search.predicate(self._request) else None

    @property
    def search_words(self) -> str:
        """What was searched for, so that the field keeps it on the page of results."""
        search = self.search
        match = getattr(self._request, "resolver_match", None)
        if search is None or match is None or match.view_name != search.url_name:
            return ""
        return self._request.GET.get(search.parameter, "")[:200]

    @property
    def here(self) -> str:
        """This page's path and query, to come back to after the language is changed."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @property
    def version(self) -> str:
        """The product's version."""
        return product_version()

    def _shown(self, entries: list[Entry]) -> list[Entry]:
        return [entry for entry in entries if entry.predicate(self._request)]


@cache
def product_version() -> str:
    """The installed version of Shanyraq, or 0.1 in a folder that was never installed; looked up once."""
    try:
        return version("shanyraq")
    except PackageNotFoundError:
        return "0.1"
