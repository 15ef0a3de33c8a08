from config.celery import app as celery_app


# Django loads this package first, so that @shared_task finds the app with our settings.
__all__ = ["celery_app"]
