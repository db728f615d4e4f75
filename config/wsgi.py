"""The door for a web server. It stays shut where the database was made for the other mode."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from shanyraq.foundation.installation import require_mode  # noqa: E402 - the table is known only now

require_mode()
