"""How much a browser may send, asked before any of it is read."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string


ROOM = 1024 * 1024  # the other fields of the form


class BodyLimit:
    """Answers what is too large with 413, by its announced length; a body without one is not read at all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if announced(request) > settings.ROSTER_MAX_BYTES + ROOM:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


def announced(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0
