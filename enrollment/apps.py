from django.apps import AppConfig

from enrollment import checks  # noqa: F401 registers them


class EnrollmentConfig(AppConfig):
    name = "enrollment"
