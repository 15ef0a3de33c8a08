"""The addresses of the site, and one that falls over."""

from django.urls import path

from config import urls


def fall(request):
    raise ZeroDivisionError


urlpatterns = [*urls.urlpatterns, path("jatuh/", fall)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
