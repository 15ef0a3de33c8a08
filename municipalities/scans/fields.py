"""The column for the name of a kept scan."""

from django.db import models


FOLDER = "scans"


class ScanField(models.FileField):
    """The name of a kept scan. By it storing.tidy() finds every table that has any."""

    def __init__(self, *args, **given):
        super().__init__(*args, **{"upload_to": f"{FOLDER}/", "max_length": 100} | given)
