"""How every answer travels."""

import re
import uuid

from django.middleware.gzip import GZipMiddleware

from municipalities.origin import coming_from
from municipalities.visitors import address_of, kept


LIKE_A_NIK = re.compile(r"\d{16}")


def new_id():
    """Of thirty-two hexadecimals one in two hundred has sixteen digits in a row, and would be taken for a person's."""
    return next(name for name in iter(lambda: uuid.uuid4().hex, "") if not LIKE_A_NIK.search(name))


class RequestId:
    """
    Gives every request a name: into the audit trail, the log, the jobs it asks for, and the answer. FIRST of all.

    A name that the browser or a proxy sends is not taken: it could be another's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request_id = new_id()
        with coming_from(request_id, kept(address_of(request))):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class Compressed(GZipMiddleware):
    """Pages, not files: papers are compressed inside, and their length is known."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class NotStored:
    """What a signed-in person sees stays in no cache, neither a shared one nor the browser's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
