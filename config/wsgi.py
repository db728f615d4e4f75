"""The door for a web server. It stays shut where the database was made for the other mode, a key is missing, or
something is set that must not be where people are real."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from shanyraq.access.queries import walls  # noqa: E402
from shanyraq.audit.queries.belonging import foreign_keys  # noqa: E402
from shanyraq.foundation.installation import require_mode  # noqa: E402 - the table is known only now
from shanyraq.foundation.keyfiles import needed, require_keys  # noqa: E402
from shanyraq.foundation.production import refusals  # noqa: E402

require_mode()
require_keys(settings.DATA / "keys", needed(settings.KEY_AGENT))
if found := [*refusals(settings, workers=settings.ENV.workers), *walls.refusals(), *foreign_keys()]:
    raise SystemExit("this site does not start: " + "; ".join(found))
