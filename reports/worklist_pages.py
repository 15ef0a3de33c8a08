"""What the branch's worklist shows, in the words of its template."""

from collections import Counter

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from common.rupiah import grouped
from reports.worklist import LABELS, SIDES, Kind


FEW = 7  # days before the last one from which it presses


def page(items, *, city="", kind=""):
    """
    The list as narrowed, and the two ways of narrowing it with how many stand behind each.

    :param city: the code of one; anything else is all of them
    :param kind: a Kind; anything else is all of them
    """
    city = city if any(item.city.code == city for item in items) else ""
    kind = kind if kind in {item.kind for item in items} else ""
    here = [item for item in items if city in ("", item.city.code)]
    shown = [item for item in here if kind in ("", item.kind)]
    names = {item.city.code: item.city.name for item in sorted(items, key=lambda item: item.city.name)}
    return {
        "items": shown,
        "count": len(shown),
        "late": sum(item.is_late for item in shown),
        "city_chips": chips("kota", names, items, lambda item: item.city.code, {"kota": city, "jenis": kind}),
        "kind_chips": chips("jenis", LABELS, here, lambda item: item.kind, {"kota": city, "jenis": kind}),
    }


def chips(name, labels, items, value_of, asked):
    """One chip for each value that stands in the list, after the one for all; none where there is one value only."""
    count = Counter(value_of(item) for item in items)
    values = ["", *(value for value in labels if count[value])]
    if len(values) < 3:
        return []
    every = _("Semua (%(count)s)") % {"count": grouped(len(items))}
    return [
        {
            "label": f"{labels[value]} ({grouped(count[value])})" if value else every,
            "url": address(asked | {name: str(value)}),
            "current": asked[name] == value,
        }
        for value in values
    ]


def address(given):
    return "?" + urlencode({name: value for name, value in given.items() if value})


def row(item):
    status, label = state(item)
    return {
        "city": item.city.name,
        "kind": LABELS[Kind(item.kind)],
        "title": item.title,
        "url": item.url,
        "side": SIDES[item.side],
        "since": item.since,
        "waited": waited(item.days_waiting),
        "due": item.due,
        "rule": item.rule,
        "source": item.source,
        "status": status,
        "status_label": label,
    }


def waited(days):
    if days is None or days < 0:
        return ""
    return _("%(days)s hari") % {"days": grouped(days)} if days else _("hari ini")


def state(item):
    left = item.days_left
    if left is None:
        return "none", _("tanpa batas tertulis")
    if left < 0:
        return "late", _("lewat %(days)s hari") % {"days": grouped(-left)}
    said = _("%(days)s hari lagi") % {"days": grouped(left)} if left else _("hari ini")
    return "soon" if left <= FEW else "waiting", said
