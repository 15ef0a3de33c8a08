"""What the page of a roster shows about people whom it brings in from other units, or as another kind of worker."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import first_day
from common.rupiah import grouped, rupiah
from enrollment import decisions, estimates
from enrollment.arrivals import ONE_DAY
from enrollment.models import EndReason, Enrollment, Roster
from enrollment.staging import arriving


ONLY = "lain"  # the part of the address that narrows the tab to them
# By what they come from: in the unit of the row (True), in another (False), or both.
MIXED = frozenset((True, False))
ALL = {
    frozenset((False,)): gettext_lazy("Pindahkan %(count)s orang sekaligus"),
    frozenset((True,)): gettext_lazy("Ganti jenis %(count)s orang sekaligus"),
    MIXED: gettext_lazy("Pindahkan atau ganti jenis %(count)s orang sekaligus"),
}
TITLES = {
    frozenset((False,)): gettext_lazy("Pindah, atau bekerja di kedua unit?"),
    frozenset((True,)): gettext_lazy("Ganti jenis, atau bekerja sebagai keduanya?"),
    MIXED: gettext_lazy("Pindah atau ganti jenis, atau tetap di keduanya?"),
}


def of_page(roster, kind):
    """
    Whom rows of this kind bring in, as far as this is still to be decided.

    {row number: {enrollment's id: whether it is in the unit of the row}}
    """
    if kind != "new" or roster.status != Roster.Status.CHECKED or not roster.warned:
        return {}
    found = {}
    for row_no, enrollment_id, same_unit in arriving.ways(roster):
        found.setdefault(row_no, {})[enrollment_id] = same_unit
    return found


def part(roster, brought, *, only, day):
    """What is asked of them, or None where nobody is brought in."""
    if not brought:
        return None
    pairs = arriving.undoubted(roster)
    sure = {brought[row_no][enrollment_id] for row_no, enrollment_id in pairs}
    reasons = dict(decisions.of(roster).filter(row_no__isnull=False).values_list("enrollment_id", "reason"))
    open_still = [next(iter(ids)) for ids in brought.values() if reasons.keys().isdisjoint(ids)]
    twice = estimates.of_enrollments(roster, open_still, day=day)
    as_kind = sum(all(ids.values()) for ids in brought.values())
    return {
        "said": counted(
            (_("%(count)s orang baru di berkas ini masih terdaftar di unit lain."), len(brought) - as_kind),
            (_("%(count)s orang baru di berkas ini masih terdaftar di unit itu sebagai jenis lain."), as_kind),
        ),
        "decided": counted(
            (_("%(count)s orang dicatat pindah."), [*reasons.values()].count(EndReason.MOVED)),
            (_("%(count)s orang dicatat ganti jenis."), [*reasons.values()].count(EndReason.STATUS_CHANGED)),
        ),
        "cost": _(
            "Bila %(count)s orang tetap terdaftar dua kali, iurannya dibayar dua kali: kira-kira %(amount)s sebulan."
        )
        % {"count": grouped(len(open_still)), "amount": rupiah(twice)}
        if twice
        else "",
        "all": ALL[frozenset(sure)] % {"count": grouped(len(pairs))} if pairs else "",
        "title": TITLES[frozenset(same for ids in brought.values() for same in ids.values())],
        "only": only,
        "url": "?" + urlencode({"perubahan": "new"} | ({} if only else {ONLY: "1"})) + "#perubahan",
    }


def counted(*sentences):
    return " ".join(words % {"count": grouped(count)} for words, count in sentences if count)


def marked(roster, shown, brought):
    """The rows of a page with where each person is enrolled, and what is decided or was done."""
    numbers = [each["row_no"] for each in shown]
    ids = [pk for number in numbers for pk in brought.get(number, ())]
    taken = {each.row_no: each for each in decisions.of(roster).filter(row_no__in=numbers)}
    stand = [*ids, *(each.enrollment_id for each in taken.values())]
    there = Enrollment.objects.filter(municipality_id=roster.municipality_id, pk__in=stand)
    there = there.select_related("unit", "category").in_bulk()
    return [each | told(each, brought.get(each["row_no"], ()), taken.get(each["row_no"]), there) for each in shown]


def told(row, ids, decision, there):
    ways = [way(row, there[pk]) for pk in ids if pk in there]
    fields = [
        {"label": _("Terdaftar di"), "old": "", "new": place(there[pk]), "long": True}
        for pk in ids
        if pk in there and not (decision and decision.enrollment_id == pk)
    ]
    if decision is None or decision.enrollment_id not in there:
        return {"ways": ways, "fields": [*fields, *row["fields"]]}
    as_kind = decision.reason == EndReason.STATUS_CHANGED
    was = gone_from(there[decision.enrollment_id], decision, as_kind=as_kind)
    fields.append({"label": _("Ganti jenis") if as_kind else _("Pindah"), "old": "", "new": was, "long": True})
    begins = {"label": _("Mulai"), "old": "", "new": f"{decision.end_date + ONE_DAY:%d-%m-%Y}"}
    others = [field for field in row["fields"] if field["label"] != begins["label"]]
    return {"ways": ways, "fields": [*fields, begins, *others]}


def way(row, enrollment):
    words = {"name": row["name"], "unit": enrollment.unit.name, "category": enrollment.category.name}
    return {"key": key(row["row_no"], enrollment), "label": _("Pilih %(name)s dari %(unit)s, %(category)s") % words}


def key(row_no, enrollment):
    return f"{row_no}-{enrollment.public_id}"


def place(enrollment):
    words = {
        "unit": enrollment.unit.name,
        "category": enrollment.category.name,
        "day": f"{enrollment.start_date:%d-%m-%Y}",
    }
    return _("%(unit)s, %(category)s, sejak %(day)s") % words


def gone_from(enrollment, decision, *, as_kind):
    day = {"day": f"{decision.end_date:%d-%m-%Y}"}
    if as_kind:
        return _("dari %(category)s, hari terakhirnya %(day)s") % (day | {"category": enrollment.category.name})
    return _("dari %(unit)s, hari terakhir di sana %(day)s") % (day | {"unit": enrollment.unit.name})


def first_offered(roster, *, today):
    """The day the form proposes: the roster's own, where it is the first of a month."""
    return roster.start_date if roster.start_date.day == 1 else first_day(today)
