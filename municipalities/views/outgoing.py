"""The mails of the demo, which sends none."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from municipalities import mails
from municipalities.views import paging


A_PAGE = 10


def mail_list(request):
    """Every installation but the demo has no such page: a mail is its receiver's alone."""
    if not settings.DEMO:
        raise Http404
    page = paging.page_of(request, mails.shown(), A_PAGE)
    return render(request, "municipalities/mails.html", {"mails": page} | paging.beside(request, page))
