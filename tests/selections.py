"""People of the list, selected as a browser does it."""

from django.urls import reverse


def select(client, act, **given):
    """The address of the page that shows the act first; `semua="1"` are all that the filters find."""
    return client.post(reverse("worker_select"), {"tindakan": act} | given)["Location"]


def token_in(url):
    return url.split("pilihan=")[1]


def export(client, *, kind="csv", **filters):
    """The file of everybody that the filters find."""
    token = token_in(select(client, "unduh", semua="1", **filters))
    return client.post(reverse("worker_export"), {"kind": kind, "pilihan": token})
