"""Doing long and regular work: `shanyraq work`, and the thread beside a site that serves itself."""

from __future__ import annotations

import argparse
import logging
import signal
import threading
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections

from shanyraq.cli import database
from shanyraq.cli.keys import require_installation
from shanyraq.foundation.asking import told
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.jobs import do_chores, fail_lost_jobs, work_once

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks for work
CHORES_EVERY = timedelta(minutes=1)


def work(chosen: argparse.Namespace) -> int:
    """`shanyraq work`"""
    require_installation()
    if database.pending():
        database.prepare()
    database.open_mode()
    database.require_own_keys()
    if chosen.once:
        do_chores(real_now)
        while work_once(real_now):
            pass
        return 0
    stopping = threading.Event()

    def stop(number: int, frame: Any) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print("Waiting for work (stop with Ctrl+C).", flush=True)
    work_until(stopping)
    return 0


def work_until(stopping: threading.Event) -> None:
    """Do what is waiting, then look again every second. A database out of reach is waited for."""
    with told():
        _work_until(stopping)


def _work_until(stopping: threading.Event) -> None:
    next_chores = real_now()
    while not stopping.is_set():
        try:
            if real_now() >= next_chores:
                next_chores = real_now() + CHORES_EVERY
                fail_lost_jobs(real_now())
                do_chores(real_now)
            while not stopping.is_set() and work_once(real_now):
                pass
        except DatabaseError:
            log.exception("the work waits for the database")
        finally:
            close_old_connections()
        stopping.wait(PAUSE)
