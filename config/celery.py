"""The queue. Import the app as `config.celery.app`: celery -A config.celery worker"""

import os

from celery import Celery


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("payung")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
