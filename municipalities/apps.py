from django.apps import AppConfig

from municipalities import checks  # noqa: F401 registered by being imported


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
