"""Writers under whom backups are taken: each act writes a session and its row in the record, or neither.

python -m tests.bars.load WRITERS      until standard input is closed
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime

import django

ACTION = "load.written"
ALWAYS = datetime(2200, 1, 1, tzinfo=UTC)


def write(number: int, is_over: threading.Event, counts: list[int]) -> None:
    """Write until it is over; a fault ends the process with its traceback."""
    from django.contrib.sessions.models import Session
    from django.db import connection

    from shanyraq.access.queries import system_actor
    from shanyraq.audit.actions import recorded

    while not is_over.is_set():
        with recorded(ACTION, by=system_actor("load")):
            key = f"load{number:02}x{counts[number]:08}"
            Session.objects.create(session_key=key, session_data="x" * 200, expire_date=ALWAYS)
        counts[number] += 1
    connection.close()


def main(writers: int) -> int:
    """Run the writers; print how many acts they were told had been done."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    is_over, counts = threading.Event(), [0] * writers
    threads = [threading.Thread(target=write, args=(number, is_over, counts)) for number in range(writers)]
    for thread in threads:
        thread.start()
    print("started", flush=True)
    sys.stdin.read()
    is_over.set()
    for thread in threads:
        thread.join()
    print(sum(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
