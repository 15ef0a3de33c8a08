"""A page of a list: "halaman" chooses it, in the address or in a form; whatever else the address says stays in it."""

from django.core.paginator import Paginator


def asked(request):
    return (request.POST if request.method == "POST" else request.GET).get("halaman", "")


def page_of(request, rows, size):
    """The page that is asked for; the first where none is, the last where there are not so many."""
    return Paginator(rows, size).get_page(asked(request))


def beside(request, page):
    """The addresses of the pages before and after it, empty where there is none."""
    return around(request, page.number, more=page.has_next())


def offset_of(request, size):
    """(offset, number) of the page of a list that nobody counts; anything that is no page is the first one."""
    number = asked(request)
    number = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    return (max(number, 1) - 1) * size, max(number, 1)


def around(request, number, *, more):
    """:param more: whether there is a page after this one"""
    return {
        "previous_url": address(request, number - 1) if number > 1 else "",
        "next_url": address(request, number + 1) if more else "",
    }


def address(request, number):
    given = request.GET.copy()
    given["halaman"] = number
    return f"{request.path}?{given.urlencode()}"
