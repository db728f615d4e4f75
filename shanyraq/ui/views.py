"""The gallery of components, open to everybody in a demonstration and to nobody else; and the language switch."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_bidi
from django.views import i18n

from shanyraq.foundation.clock import now
from shanyraq.foundation.installation import installation
from shanyraq.ui.gallery import samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    if not installation().is_demo:
        raise Http404
    at = now()
    context = samples(get_language() or "en", at=at, rtl=get_language_bidi(), query=request.GET)
    return render(request, "ui/gallery.html", context)


def gallery_door(request: HttpRequest) -> HttpResponse:
    """The page without a frame: log in, choose a role."""
    if not installation().is_demo:
        raise Http404
    return render(request, "ui/gallery_door.html", {"roles": ("a", "b", "c", "d")})


def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages and come back to where one was."""
    return i18n.set_language(request)


# Open to everybody: they show invented words and change nothing but the language of this browser.
gallery.needs = {}  # type: ignore[attr-defined]
gallery_door.needs = {}  # type: ignore[attr-defined]
set_language.needs = {}  # type: ignore[attr-defined]
