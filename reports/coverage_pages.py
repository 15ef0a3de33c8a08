"""What the coverage pages show of a city or a branch, in the words of their templates."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.rupiah import grouped
from enrollment.models import UnitGap
from municipalities.models import Region
from reports import active_pages, trends
from reports.target_pages import target_of


SHOWN = 8  # rows of a table; the others are a click away
FEW = 3
MULTIPLES = 30  # municipalities, of each of which a small picture of its year is drawn


def of_city(city, *, with_people, per="", cause=None, topmost=None):
    """
    The context of reports/coverage.html.

    :param with_people: link the units that have none below to their workers
    :param per: the day as it stands in the address, where it is not today
    :param cause: what hinders the people that are looked for; every address below keeps it
    :param topmost: the id of a clerk's unit: what lies above it is not shown
    """
    way = Way(city, per=per, cause=cause, with_people=with_people)
    units, populations = units_of(city, way), city.populations()
    sent, headline = [unit for unit in units if unit["sent"]], city.headline()
    untasked_ones = [] if per else [untasked(city, each) for each in city.without_task()]
    return {
        "as_of": city.day,
        "counted_at": city.counted_at,
        "city": city.municipality,
        "unit": city.within,
        "above": above(city, way, topmost=topmost),
        "cause": cause_in_words(cause),
        "without_cause_url": way.here() if cause else "",
        "headline": headline,
        "trend": trend_of(city, headline) if not per else None,
        "standing": active_pages.lines(city.everybody, headline, url_of=way.people),
        "rule": active_pages.rule(city.judged, city.day),
        "not_judged": active_pages.not_judged(city.judged),
        "groups": [each for each in populations if not each.is_nobody],
        "named_only": [each for each in populations if each.is_nobody],
        "units": sent[:SHOWN],
        "more_units": sent[SHOWN:],
        "silent_units": [unit for unit in units if not unit["sent"]],
        "units_sent": len(sent),
        "units_not_sent": len(units) - len(sent),
        "tasks": [task_of(city, gap) for gap in city.tasks],
        "without_task": untasked_ones[:FEW],
        "more_without_task": untasked_ones[FEW:],
        "first_gaps": city.gaps[:SHOWN],
        "more_gaps": city.gaps[SHOWN:],
        "gap_sum": sum_of(city.gaps),
        "target": target_of(city),
        "statistics": [] if city.within else statistics_of(city),
    }


def trend_of(city, headline):
    """The last months of the place and what has changed since; None where they were not counted."""
    points = trends.of([city], day=city.day).get(city.municipality.pk)
    if points is None:
        return None
    return {"points": points, "said": trends.since(points, headline.active, headline.figure)}


def task_of(city, gap):
    """A gap of the whole place as a task; how many are missing today, where they are counted."""
    return {
        "title": gap.kind, "url": gap.get_absolute_url(), "missing": city.missing_of(gap), "owner": gap.owner,
        "due_date": gap.due_date, "is_late": gap.is_late(city.day), "status": gap.status,
        "status_label": gap.get_status_display(), "is_invented": gap.is_invented,
    }  # fmt: skip


def untasked(city, population):
    category = city.categories.get(population.category_id)
    given = {"jenis": category.code if category else ""} | ({"unit": city.within.public_id} if city.within else {})
    url = f"{reverse('gap_new', args=[city.municipality.public_id])}?{urlencode(given)}"
    return {"title": population.title, "missing": population.chosen.gap, "url": url}


def cause_in_words(cause):
    return str(active_pages.TITLES[cause]) if cause else ""


class Way:
    """The addresses below a place: they keep the day and the cause that were asked for."""

    def __init__(self, city, *, per, cause, with_people):
        self.city, self.with_people, self.cause = city, with_people, cause
        self.kept = {"per": per, "sebab": cause}

    def address(self, name, **given):
        given = {key: value for key, value in given.items() if value}
        url = reverse(name, args=[self.city.municipality.public_id])
        return f"{url}?{urlencode(given)}" if given else url

    def unit(self, unit):
        return self.address("coverage_city", unit=unit.public_id, **self.kept)

    def here(self):
        """This place without the cause."""
        within = self.city.within
        return self.address("coverage_city", unit=within and within.public_id, per=self.kept["per"])

    def people(self, cause=None, unit=None):
        """The people here, or in a unit below; "" where the reader sees no persons."""
        unit = unit or self.city.within
        if not self.with_people:
            return ""
        return self.address(
            "coverage_people", unit=unit and unit.public_id, **self.kept | {"sebab": cause or self.cause}
        )


def above(city, way, *, topmost):
    """The units between the city and the one that is looked at, as links; up to the reader's own."""
    found, unit = [], city.within
    while unit is not None and unit.parent_id is not None and unit.pk != topmost:
        unit = city.units[unit.parent_id]
        if unit.parent_id is not None:
            found.append({"label": unit.name, "url": way.unit(unit)})
    return found[::-1]


def units_of(city, way):
    """One row for each unit right below, as in a ranking: known shares, then unknown ones, then who sent nothing."""
    rows = [row_of(city, unit, way) for unit in city.children[city.top.pk]]
    own = city.counted.of(city.municipality.pk, unit=city.top.pk)
    if own.own_enrolled and rows:
        label = _("Langsung di %(unit)s") % {"unit": city.top.name}
        rows.append(
            {"label": label, "active": own.own_active, "enrolled": own.own_enrolled, "figure": None,
             "is_invented": False, "sent": True, "gap": None, "beside": 0, "below": "", "owner": "", "status": "none",
             "status_label": "", "url": "", "hindered": None}
        )  # fmt: skip
    return sorted(rows, key=rank)


def rank(row):
    share = row["active"] * 1000 // row["figure"] if row["sent"] and row["figure"] else 0
    return (not row["sent"], row["figure"] is None, -share, row["label"])


def row_of(city, unit, way):
    headline, children = city.headline(unit), city.children[unit.pk]
    sent = city.has_sent(unit)
    gaps = [gap for gap in city.gaps if city.is_under(gap.unit_id, unit)]
    opened = [gap for gap in gaps if gap.status != UnitGap.Status.DONE]
    owners = {gap.owner for gap in opened if gap.owner}
    status, label = state_of(headline, sent, opened)
    return {
        "label": unit.name,
        "active": headline.active,
        "enrolled": headline.enrolled,
        "beside": headline.beside,
        "figure": headline.figure,
        "is_invented": headline.is_invented,
        "gap": headline.gap,
        "sent": sent,
        "below": below(city, children),
        "owner": owners.pop() if len(owners) == 1 else "",
        "status": status,
        "status_label": label,
        "hindered": hindered_in(city, way.cause, unit=unit.pk),
        "url": way.unit(unit) if children else way.people(unit=unit) if sent else "",
    }


def below(city, children):
    if not children:
        return ""
    sent = sum(city.has_sent(child) for child in children)
    said = ngettext(
        "%(sent)s dari %(all)s unit di bawahnya mengirim",
        "%(sent)s dari %(all)s unit di bawahnya mengirim",
        len(children),
    )
    return said % {"sent": grouped(sent), "all": grouped(len(children))}


def hindered_in(city, cause, *, unit=None):
    """How many people of a place the cause hinders; None where no cause is asked for."""
    return active_pages.number_of(cause, city.counted.of(city.municipality.pk, unit=unit)) if cause else None


def state_of(headline, sent, opened):
    if opened:
        said = ngettext("%(number)s kesenjangan terbuka", "%(number)s kesenjangan terbuka", len(opened))
        return "open", said % {"number": grouped(len(opened))}
    if not sent:
        return "none", _("belum kirim")
    if headline.figure is None:
        return "none", _("jumlah belum diketahui")
    return ("open", _("masih kurang")) if headline.gap > 0 else ("done", _("lengkap"))


def sum_of(gaps):
    """How many gaps are open and closed, how many people are said to be missing, and where nobody knows."""
    opened = [gap for gap in gaps if gap.status != UnitGap.Status.DONE]
    return {
        "open": len(opened),
        "done": len(gaps) - len(opened),
        "missing": sum(gap.missing or 0 for gap in opened),
        "unknown": sum(gap.missing is None for gap in opened),
        "units": len({gap.unit_id for gap in opened}),
    }


def statistics_of(city):
    """What reports and the branch say of their own members, with what the city counts beside it."""
    found = []
    for said in city.municipality.branch_statistics.select_related("branch", "part_of"):
        whole = said.part_of.figure if said.part_of else None
        counted = city.counted.of(city.municipality.pk, category=said.category_id).active
        found.append(
            {"label": said.label, "branch": said.branch.name, "figure": said.figure, "whole": whole,
             "counted": counted if said.category_id else None, "source": said.source, "as_of": said.as_of}
        )  # fmt: skip
    return found


def of_branch(cities, *, day, per="", cause=None):
    """
    The context of reports/coverage_branch.html: every municipality at once.

    :param per: the day as it stands in the address, where it is not today; then there is no trend up to it
    """
    provinces = dict(
        Region.objects.filter(code__in=[city.municipality.code for city in cities]).values_list(
            "code", "province_name"
        )
    )
    past = {} if per else trends.of(cities, day=day, last_alone=len(cities) > MULTIPLES)
    rows = [of_one(city, provinces, past.get(city.municipality.pk), per, cause) for city in cities]
    known = [row for row in rows if row["sent"] and row["figure"] is not None]
    figure, active = (sum(row[name] for row in known) for name in ("figure", "active"))
    everybody = sum(city.counted.of(city.municipality.pk).active for city in cities)
    return {
        "as_of": day,
        "counted_at": min((city.counted_at for city in cities if city.counted_at), default=None),
        "headline": {
            "figure": figure if known else None,
            "active": active if known else everybody,
            "gap": figure - active if known else None,
            "beside": everybody - active if known else 0,
            "unknown": sum(row["figure"] is None for row in rows),
            "changed": trends.since(trends.added([row["points"] for row in known]), active, figure) if known else "",
        },
        "cause": cause_in_words(cause),
        "multiples": [] if len(rows) > MULTIPLES else [row for row in rows if row["points"]],
        "rows": sorted(rows, key=rank),
        "not_sent": sum(not row["sent"] for row in rows),
    }


def of_one(city, provinces, points, per, cause):
    headline = city.headline()
    way = Way(city, per=per, cause=cause, with_people=False)
    return {
        "points": points or [],
        "changed": trends.since(points, headline.active, headline.figure),
        "label": city.municipality.name,
        "province": provinces.get(city.municipality.code, "-"),
        "url": way.address("coverage_city", **way.kept),
        "hindered": hindered_in(city, cause),
        "active": headline.active,
        "enrolled": headline.enrolled,
        "beside": headline.beside,
        "figure": headline.figure,
        "gap": headline.gap,
        "title": headline.title if headline.figure is not None else "",
        "source": headline.source,
        "source_date": headline.source_date,
        "is_invented": headline.is_invented,
        "sent": city.has_sent(),
        "gaps": sum_of(city.gaps),
    }
