from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Installed for its template filters alone; it has no models."""

    name = "common"
