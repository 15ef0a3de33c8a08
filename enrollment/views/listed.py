"""Whom a list of workers is about: what was asked for, what that means, and who was found."""

import secrets
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import grouped
from enrollment import directory, worker_pages
from municipalities import audit
from municipalities.accounts.sealed import unseal
from municipalities.roles import Role


KEPT = 10  # searches, and selections, of one person
# What stands in the address; nothing of it says who a person is.
FILTERS = ("kota", "unit", "jenis", "keadaan", "program", "perlu", "roster", "kolom")
# Of each person the name and the state always stand; these are chosen. A wage or a day of birth is on their own page.
COLUMNS = {
    "nik": "NIK",
    "kpj": "KPJ",
    "unit": gettext_lazy("Unit dan jenis"),
    "program": gettext_lazy("Program"),
    "segmen": gettext_lazy("Segmen"),
    "dana": gettext_lazy("Sumber dana"),
}
USUAL = ("nik", "kpj", "unit", "program")


def day_of(municipalities):
    return municipalities[0].today() if municipalities else timezone.localdate()


@dataclass(frozen=True)
class People:
    """Whom the list is about."""

    asked: dict
    text: str  # what was searched for
    filters: list
    chosen: dict
    municipalities: list
    day: date
    everybody: QuerySet
    found: QuerySet
    picked: bool  # one by one

    @property
    def total_label(self):
        """How many they are, to the last one below ten thousand and to the hundred beyond."""
        rows = self.found if self.text or self.picked else directory.people_in(self.standing)
        count = directory.count(rows)
        if count > directory.COUNTED_TO:
            return _("lebih dari %(count)s pekerja") % {"count": grouped(directory.COUNTED_TO)}
        if count < directory.EXACT_BELOW:
            return _("%(count)s pekerja") % {"count": grouped(count)}
        return _("≈%(count)s pekerja") % {"count": grouped(round(count, -2))}

    @property
    def standing(self):
        """The enrollments by which they stand on the list."""
        return directory.standing(self.municipalities, self.day, **self.chosen)

    @property
    def kept(self):
        """The filters that are set, as the page's forms repeat them."""
        return {name: value for name, value in self.asked.items() if value and name in FILTERS}

    @property
    def narrowed(self):
        """The same for the audit trail, in the words that people read."""
        words = worker_pages.STATE_LABELS | worker_pages.NEED_LABELS
        return {name: str(words.get(value, value)) for name, value in self.chosen.items() if value}

    @property
    def columns(self):
        return self.asked["kolom"].split(",") if self.asked["kolom"] else list(USUAL)

    @property
    def running(self):
        """The enrollments that put these people on the list and have not ended."""
        return directory.running(self.found, municipalities=self.municipalities, day=self.day, **self.chosen)

    @property
    def url(self):
        """The list's address with what was asked for and means something."""
        return address(understood(self))

    @property
    def counted(self):
        """How many people they are, how many enrollments of them run, and how many people have none that does."""
        running, people = self.running.order_by(), directory.count(self.found)
        with_some = directory.count(directory.people_in(running))
        return {"people": people, "running": directory.count(running), "not_running": people - with_some}


def people(request, given, *, only=None):
    """
    :param given: the query of the list or the form that repeats it
    :param only: public ids of those of them who were picked
    """
    asked = {name: given.get(name, "") for name in (*FILTERS, "cari")} | {"kolom": columns_asked(given)}
    text = unseal(request.session.get("searches", {}).get(asked["cari"], ""))
    filters, chosen, municipalities = read_filters(request, asked)
    day = day_of(municipalities)
    everybody = directory.everybody(municipalities)
    found = directory.search(everybody, text, municipalities=municipalities) if text else everybody
    found = directory.narrow(found, municipalities=municipalities, day=day, **chosen)
    if only is not None:
        found = found.filter(public_id__in=only)
    return People(asked, text, filters, chosen, municipalities, day, everybody, found, only is not None)


def columns_asked(given):
    """The columns chosen, as the address carries them; nothing for the usual ones, and for none that there is."""
    # A selection that was put by is read like the form that made it, without its boxes.
    values = given.getlist("kolom") if isinstance(given, QueryDict) else [given.get("kolom", "")]
    ticked = {name for value in values for name in value.split(",")}
    chosen = tuple(name for name in COLUMNS if name in ticked)
    return "" if chosen == USUAL else ",".join(chosen)


# What each name in the address comes to mean.
MEANT = {"unit": "unit", "jenis": "category", "keadaan": "state", "program": "program", "perlu": "need",
         "roster": "roster"}  # fmt: skip


def understood(here):
    """What was asked for and means something: a filter that means nothing lets in everybody."""
    means = {name: here.chosen.get(meant) for name, meant in MEANT.items()}
    means |= {"cari": here.text, "kota": len(here.municipalities) == 1, "kolom": here.asked["kolom"]}
    return {name: value for name, value in here.asked.items() if value and means[name]}


def means_all(here):
    """Whether everything that was asked for means something: a search is forgotten, a unit goes."""
    return understood(here) == {name: value for name, value in here.asked.items() if value}


def keep(session, shelf, value):
    """Put something by in the session under a token, which it returns; the newest of each shelf stay."""
    token = secrets.token_urlsafe(8)
    session[shelf] = dict(list(session.get(shelf, {}).items())[1 - KEPT :]) | {token: value}
    return token


def note_seen(request, workers, here):
    """Who has looked at which part of the list; what was searched for is personal and stays out."""
    people = {
        city: [worker.pk for worker in workers if worker.municipality_id == city.pk] for city in here.municipalities
    }
    detail = {"searched": bool(here.text)} | here.narrowed
    audit.record_people_seen("workers.listed", people=people, by=request.user, at=timezone.now(), **detail)


def read_filters(request, asked):
    """The filters as the page shows them, what they mean, and the municipalities that remain."""
    municipalities = request.municipalities
    filters = []
    if len(municipalities) > 1:
        filters.append(choice("kota", _("Kota"), [(city.code, city.name) for city in municipalities], asked))
        municipalities = [city for city in municipalities if city.code == asked["kota"]] or municipalities
    words = {
        "keadaan": (_("Keadaan"), worker_pages.STATE_LABELS),
        "program": (_("Program"), {program: program for program in directory.PROGRAMS}),
        "perlu": (_("Perlu ditindak"), needs_of(request.role)),
    }
    chosen = {name: asked[name] if asked[name] in words[name][1] else "" for name in words}
    chosen = {"state": chosen["keadaan"], "program": chosen["program"], "need": chosen["perlu"]}
    chosen["roster"] = directory.find_roster(municipalities, asked["roster"])
    if asked["roster"] and not chosen["roster"]:
        raise Http404  # everybody is not the answer to a roster that is not there
    if len(municipalities) == 1:
        units, categories = list(units_for(request, municipalities[0])), list(municipalities[0].categories.all())
        chosen["unit"] = picked(units, asked["unit"])
        chosen["category"] = picked(categories, asked["jenis"])
        filters.append(choice("unit", _("Unit"), [(str(unit.public_id), unit.name) for unit in units], asked))
        filters.append(choice("jenis", _("Jenis"), [(str(each.public_id), each.name) for each in categories], asked))
    filters += [choice(name, label, list(values.items()), asked) for name, (label, values) in words.items()]
    return filters, chosen, municipalities


def units_for(request, city):
    """The units somebody can narrow the list to: a clerk has people in the own unit and below it alone."""
    units = city.units.in_reading_order()
    return units.under(request.active_scope.unit) if request.role == Role.CLERK else units


def needs_of(role):
    """Who has handed out which card is shut to clerks: to them every card would look as if it were still waiting."""
    hidden = {"CARD_WAITING"} if role == Role.CLERK else set()
    return {need: label for need, label in worker_pages.NEED_LABELS.items() if need not in hidden}


def picked(rows, public_id):
    return next((row for row in rows if str(row.public_id) == public_id), None)


def choice(name, label, options, asked):
    shown = [{"value": "", "label": _("Semua"), "selected": False}]
    shown += [{"value": value, "label": text, "selected": value == asked[name]} for value, text in options]
    return {"name": name, "label": label, "options": shown}


def chips(filters, asked, roster):
    found = [
        {"label": f"{each['label']}: {option['label']}", "remove_url": address(asked, **{each["name"]: ""})}
        for each in filters
        for option in each["options"]
        if option["selected"] and option["value"]
    ]
    if roster:
        label = _("Roster: %(number)s") % {"number": roster.number}
        found.append({"label": label, "remove_url": address(asked, roster="")})
    if asked["kolom"]:
        names = ", ".join(str(COLUMNS[name]) for name in asked["kolom"].split(","))
        found.append({"label": _("Kolom: %(names)s") % {"names": names}, "remove_url": address(asked, kolom="")})
    return found


def address(asked, **changed):
    """The list's address with these filters."""
    parts = {name: value for name, value in (asked | changed).items() if value}
    return reverse("worker_list") + ("?" + urlencode(parts) if parts else "")
