"""One script per hot path; each is run with `python -m bench.NAME`, so Django is started here, before any model."""

import os

import django


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
