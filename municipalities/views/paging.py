"""A page of a list: ?halaman= chooses it, and whatever else the address says stays in it."""

from django.core.paginator import Paginator


def page_of(request, rows, size):
    """The page that is asked for; the first where none is, the last where there are not so many."""
    return Paginator(rows, size).get_page(request.GET.get("halaman"))


def beside(request, page):
    """The addresses of the pages before and after it, empty where there is none."""
    return {
        "previous_url": address(request, page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(request, page.next_page_number()) if page.has_next() else "",
    }


def address(request, number):
    given = request.GET.copy()
    given["halaman"] = number
    return f"{request.path}?{given.urlencode()}"
