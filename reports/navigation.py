"""What every page shows round its content: the place, the navigation, the banner of the demo."""

from django.conf import settings


def page(request):
    return {"demo_banner": settings.DEMO}
