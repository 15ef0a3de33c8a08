"""What the coverage pages say of a target: what it asks of each working day, and what to do when it is missed."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.rupiah import grouped
from enrollment import figures
from regulations.deadlines import working_days_after
from reports import coverage


NEXT_PERIOD = 40  # working days, about two months: what a new target is reckoned with before somebody chooses its day


def target_of(city):
    """The target of this place in words; None if it has none."""
    target = city.target
    if target is None:
        return None
    holidays = city.municipality.holidays.days()
    before = coverage.counts([city.municipality], day=figures.looks_back_to(city.day, holidays))
    pace = figures.pace(
        target=target,
        active=city.active_of(target),
        active_before=before.of(city.municipality.pk, unit=target.unit_id, category=target.category_id).active,
        day=city.day,
        holidays=holidays,
    )
    return in_words(target, pace) | {"next": next_of(pace, city.day, holidays) if pace.is_overdue else None}


def in_words(target, pace):
    status, label = "running", _("berjalan")
    if pace.is_reached:
        status, label = "done", _("tercapai")
    elif pace.is_overdue:
        status, label = "late", _("lewat jatuh tempo")
    return {
        "category_id": target.category_id,
        "figure": pace.figure,
        "due_date": pace.due_date,
        "set_date": target.set_date,
        "active": pace.active,
        "missing": pace.missing,
        "working_days_left": pace.working_days_left,
        "days_late": pace.days_late if pace.is_overdue else 0,
        "pace_needed_label": per_day(grouped(pace.needed_per_day)) if pace.needed_per_day else "-",
        "pace_now_label": per_day(tenths(pace.tenths_per_day)) if pace.gained else _("tidak bertambah"),
        "forecast_label": forecast_in_words(pace),
        "owner": target.owner,
        "source": target.source,
        "is_invented": target.is_invented,
        "status": status,
        "status_label": label,
    }


def next_of(pace, day, holidays):
    """A missed target asks for a new one: a day about two months ahead, and what it takes to be there by then."""
    due_date = working_days_after(day, NEXT_PERIOD, holidays.__contains__)
    return {
        "due_date": due_date,
        "working_days": NEXT_PERIOD,
        "pace_label": per_day(grouped(-(-pace.missing // NEXT_PERIOD))),
    }


def per_day(number):
    return _("%(number)s orang per hari kerja") % {"number": number}


def tenths(number):
    return f"{grouped(number // 10)},{number % 10}"


def forecast_in_words(pace):
    if pace.is_reached:
        return _("sasaran tercapai")
    if pace.forecast_date is None:
        return _("dengan laju ini tidak akan tercapai")
    return _("dengan laju ini selesai %(day)s") % {"day": date_format(pace.forecast_date, "j F Y")}
