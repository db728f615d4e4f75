"""What `shanyraq doctor` says of the virus scanner."""

from __future__ import annotations

from django.conf import settings

from shanyraq.cli.keeping import Line, spared
from shanyraq.foundation import scanning
from shanyraq.foundation.clock import real_now


def state(*, is_demo: bool) -> Line:
    """Whether files that are sent are looked through for what harms computers, and by what it knows."""
    is_spared = is_demo or settings.UNSCANNED == "allow"
    try:
        known = scanning.base()
    except scanning.ScannerSilent as silent:
        becomes = (
            "files are read unscanned" if settings.UNSCANNED == "allow" else "no file that is sent is read"
        )
        words = f"{silent}: {becomes}; docs/how-to/scan-files.md says how to install one"
        return spared(is_spared), "scanner", words
    if known.of is None:
        words = (
            f"{known.program} answers without a signature base, so it finds next to nothing: run `freshclam`"
        )
        return spared(is_spared), "scanner", words
    words = f"{known.program} with signatures of {known.of:%Y-%m-%d}"
    if real_now().replace(tzinfo=None) - known.of > scanning.OLDEST_BASE:
        return spared(is_spared), "scanner", f"{words}, more than a week ago: run `freshclam`"
    return True, "scanner", words
