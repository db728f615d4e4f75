"""Settings of the tests: the site's own, with a data folder that goes away and password hashing that takes no time.

The database is SQLite in memory, or the PostgreSQL that SHANYRAQ_TEST_DATABASE names (tests/postgres.py sets it).
"""

import atexit
import os
import shutil
import sys
import tempfile

if "mypy" in sys.modules:  # it ends without clearing up: always the same folder
    _data = os.path.join(tempfile.gettempdir(), f"shanyraq-mypy-{os.getuid()}")
    os.makedirs(_data, exist_ok=True)
else:
    _data = tempfile.mkdtemp(prefix="shanyraq-tests-")
_owner = os.getpid()


def _forget_data() -> None:
    if os.getpid() == _owner:  # a forked child must not take the folder away from its parent
        shutil.rmtree(_data, ignore_errors=True)


atexit.register(_forget_data)

for _name in [
    name for name in os.environ if name.startswith("SHANYRAQ_") and name != "SHANYRAQ_TEST_DATABASE"
]:
    del os.environ[_name]
os.environ["SHANYRAQ_DATA"] = _data
os.makedirs(os.path.join(_data, "static"), exist_ok=True)  # WhiteNoise warns where it is missing
os.environ.pop("DATABASE_URL", None)
if "SHANYRAQ_TEST_DATABASE" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["SHANYRAQ_TEST_DATABASE"]

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["tests.passwords.QuickArgon2"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# A pool keeps connections open, and PostgreSQL drops no database that somebody is connected to.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # type: ignore[attr-defined]
