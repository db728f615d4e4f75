"""What the whole test run needs from the machine: asked before the first test, so that nothing is skipped later."""

import sys

from tests import postgres
from tests.journeys import chromium


def missing() -> list[str]:
    """One sentence for each thing that is missing, with the Debian package that brings it."""
    sentences = []
    for look in (chromium.executable, postgres.programs):
        try:
            look()
        except (chromium.ChromiumMissing, postgres.PostgresMissing) as absent:
            sentences.append(str(absent))
    return sentences


if __name__ == "__main__":
    for sentence in (needs := missing()):
        print(sentence, file=sys.stderr)
    sys.exit(1 if needs else 0)
