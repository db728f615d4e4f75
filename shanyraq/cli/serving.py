"""`shanyraq serve`: everything a site needs, in one process that a laptop can carry."""

from __future__ import annotations

import argparse
import threading
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from shanyraq.cli import database, keys, static_files, working
from shanyraq.cli.access_log import AccessLog
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.patience import PatientWorker
from shanyraq.cli.ports import ADDRESS
from shanyraq.foundation.production import refusals

THREADS = 8
PEOPLE = 700


def serve(chosen: argparse.Namespace) -> int:
    """Make what is missing, then answer until stopped."""
    found = refusals(settings, workers=settings.ENV.workers)
    if settings.MODE == "production":
        found += keys.guessable()
    if found:
        raise CommandFault("this site does not start: " + "; ".join(found))
    installed = database.prepare()
    database.require_walls()
    if installed.is_demo and database.is_empty():
        database.require_builder("fill it with `shanyraq demo`")
        print("Inventing a programme: this happens once and takes a minute or two.", flush=True)
        database.fill(PEOPLE)
    static_files.collect()
    _ = (
        get_resolver().url_patterns
    )  # every page, read once: a process that takes another's place has them all
    close_connections()
    Server(settings.PORT, with_worker=not chosen.no_worker).run()
    return 0


def close_connections() -> None:
    """Nothing that is open may pass into the process that answers."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


class Server(BaseApplication):
    """Gunicorn with one process of several threads; long work goes on in one more thread of it."""

    def __init__(self, port: int, *, with_worker: bool) -> None:
        self.port, self.with_worker = port, with_worker
        super().__init__()

    def load_config(self) -> None:
        values: dict[str, Any] = {
            "bind": f"{ADDRESS}:{self.port}",
            "workers": 1,
            "worker_class": PatientWorker,
            "threads": THREADS,
            "keepalive": 15,  # seconds between two packets of a bad line, and between two clicks
            "timeout": 120,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "logger_class": AccessLog,
            "accesslog": "-" if settings.MODE == "production" else None,
            "control_socket_disable": True,
            "when_ready": self.say_ready,
            "post_worker_init": self.start_working,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()

    def say_ready(self, server: Any) -> None:
        print(f"Shanyraq answers on http://{ADDRESS}:{self.port} (stop with Ctrl+C)", flush=True)

    def start_working(self, worker: Any) -> None:
        if self.with_worker:
            threading.Thread(
                target=working.work_until, args=(threading.Event(),), name="work", daemon=True
            ).start()
