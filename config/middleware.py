"""How every answer travels."""

from django.middleware.gzip import GZipMiddleware


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
