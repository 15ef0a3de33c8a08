import signal
import threading
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from municipalities import jobs
from municipalities.wall import boot


class Command(BaseCommand):
    help = "Publish the jobs that stand in PostgreSQL to the queue, until it is stopped."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="publish what waits, say how much, and end")
        parser.add_argument("--every", type=float, default=1, metavar="SECONDS")
        parser.add_argument(
            "--heartbeat", type=Path, metavar="FILE", help="touched after every round, for who watches the process"
        )

    def handle(self, *args, once, every, heartbeat, **options):
        try:
            boot.refuse_unsafe_role(connection)
        except ImproperlyConfigured as reason:
            raise CommandError(str(reason)) from reason
        if once:
            self.stdout.write(str(jobs.publish_waiting(at=timezone.now())))
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.wait(every):
            if self.publish() and heartbeat:
                heartbeat.touch()

    def publish(self):
        try:
            jobs.publish_waiting(at=timezone.now())
            return True
        except (OperationalError, InterfaceError) as error:
            self.stderr.write(f"The database does not answer ({type(error).__name__}); trying again.")
            connection.close()
            return False
