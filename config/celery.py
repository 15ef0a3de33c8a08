"""The queue. Import the app as `config.celery.app`: celery -A config.celery worker"""

import os

from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from municipalities.wall import boot


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("payung")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()  # the threads of the web server send through this app too


@worker_init.connect
@beat_init.connect
def refuse_unsafe_role(**_signal):
    """A process whose role could see through the tenant wall does not work at all."""
    try:
        boot.refuse_unsafe_role(connection)
    except ImproperlyConfigured as reason:
        raise SystemExit(str(reason)) from reason  # anything milder Celery's signals only log
    finally:
        connection.close()  # no child inherits it
