"""
What holds from a day on: begun, ended, and while it lies ahead corrected or taken out again.

One rule for every DatedModel: what has begun is never changed, it is ended and followed. So a month that is closed,
or a paper that is printed, stands on what it stood on.
"""

from datetime import timedelta

from django.db import ProgrammingError, models, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit, turns


ONE_DAY = timedelta(days=1)
HIDDEN = ("id", "municipality", "public_id", "own_end_date", "recorded_at")


class ReasonMissing(Refused):
    """Every change of a setting says why."""

    code = "REASON_MISSING"


class PastIsWritten(Refused):
    """Another entry held on those days already."""

    code = "PAST_IS_WRITTEN"


class BegunAlready(Refused):
    """It holds today or has ended: it is followed, not changed."""

    code = "BEGUN_ALREADY"


class SameDay(Refused):
    """Another one starts on that very day."""

    code = "SAME_DAY"


class OutOfTurn(Refused):
    """It would start after its own last day."""

    code = "OUT_OF_TURN"


class StillNamed(Refused):
    """Something that stands still names the entry."""

    code = "STILL_NAMED"


class NothingChanged(Refused):
    """What was entered is what stands."""

    code = "NOTHING_CHANGED"


class EndsInThePast(Refused):
    """An end lies today or ahead, and not before the start."""

    code = "ENDS_IN_THE_PAST"


@transaction.atomic
def begin(*, entry, reason, by, at):
    """
    Let an entry hold from its start date on; the one before ends the day before, the next one follows it.

    :param entry: an unsaved row of a DatedModel
    :raises ReasonMissing: without a reason
    :raises SameDay: if another starts on that day
    :raises PastIsWritten: if it would change what held on a day that is over
    """
    reason = said(reason)
    take_turns(entry)
    today = entry.municipality.day_of(at)
    if same(entry).filter(start_date=entry.start_date).exists():
        raise SameDay(_("Sudah ada yang mulai berlaku pada tanggal itu. Pilih tanggal lain."))
    before, after = neighbors(entry)
    if entry.start_date < today and is_written(before, after, entry, today):
        raise PastIsWritten(
            _("Sejak tanggal itu sudah ada yang berlaku. Pilih hari ini atau sesudahnya; yang lampau tidak diubah.")
        )
    entry.own_end_date = entry.end_date
    if before and entry.start_date >= today:
        keep_own_end(before, after)
        if holds_on(before, entry.start_date):
            entry.own_end_date = entry.end_date or before.own_end_date
        settle(before, entry)
    entry.end_date = end_before(entry, after)
    entry.full_clean(exclude=["municipality", *within(entry)])
    entry.save(force_insert=True)
    audit.record(word(entry, "begun"), of=entry, by=by, at=at, reason=reason, after=facts(entry))
    return entry


def is_written(before, after, entry, today):
    """Whether somebody relied on another entry on a day between the start and today."""
    over = entry.end_date or today
    if before and (before.end_date is None or before.end_date >= entry.start_date):
        return True
    return after is not None and after.start_date <= min(over, today)


@transaction.atomic
def correct(*, entry, values, reason, by, at):
    """
    Change an entry that lies ahead; the one before is closed or prolonged to meet its start.

    :param values: {name of the field: value}
    :raises BegunAlready: if it has begun
    :raises NothingChanged: if these are its values
    :raises PastIsWritten: if it would start on a day that is over
    :raises OutOfTurn: if it would start after its last day
    """
    reason = said(reason)
    entry = locked(entry)
    today = entry.municipality.day_of(at)
    refuse_begun(entry, today)
    stood = facts(entry)
    before, _after = neighbors(entry)
    start = values.get("start_date", entry.start_date)
    if start < today:
        raise PastIsWritten(_("Tanggal mulai tidak boleh sebelum hari ini."))
    if before:
        keep_own_end(before, entry)
    for name, value in values.items():
        setattr(entry, name, value)
    if facts(entry) == stood:
        raise NothingChanged(_("Tidak ada yang berubah."))
    if same(entry).exclude(pk=entry.pk).filter(start_date=start).exists():
        raise SameDay(_("Sudah ada yang mulai berlaku pada tanggal itu. Pilih tanggal lain."))
    if before and start <= before.start_date:
        raise PastIsWritten(_("Tanggal mulai harus sesudah mulainya yang sebelumnya."))
    if entry.end_date and start > entry.end_date:
        raise OutOfTurn(_("Tanggal mulai paling lambat hari terakhirnya. Kalau perlu, batalkan lalu masukkan lagi."))
    entry.full_clean(exclude=["municipality", *within(entry)], validate_constraints=False)
    if before and holds_on(before, start):  # it makes room before the other comes, or takes what the other has left
        close(before, start - ONE_DAY)
    entry.validate_constraints(exclude={"municipality", *within(entry)})
    entry.save()
    if before:
        settle(before, entry)
    audit.record(
        word(entry, "corrected"), of=entry, by=by, at=at, reason=reason, **apart(stood, facts(entry)),
    )  # fmt: skip
    return entry


@transaction.atomic
def withdraw(*, entry, reason, by, at):
    """
    Take out an entry that lies ahead; the one before holds on as it would have without it.

    :raises BegunAlready: if it has begun
    :raises StillNamed: if an agreed text names it
    """
    reason = said(reason)
    entry = locked(entry)
    refuse_begun(entry, entry.municipality.day_of(at))
    before, after = neighbors(entry)
    audit.record(word(entry, "withdrawn"), of=entry, by=by, at=at, reason=reason, before=facts(entry))
    if before:
        keep_own_end(before, entry)
    remove(entry)
    if before:
        settle(before, after)


def remove(entry):
    """What names it lets it go; only what is agreed stands still, which the database says (agreements 0006)."""
    try:
        with transaction.atomic():
            entry.delete()
    except ProgrammingError as error:
        if "stands still" not in str(error):
            raise
        raise StillNamed(
            _("Entri ini disebut perjanjian yang sudah disepakati. Buka dulu pembahasan perjanjian itu.")
        ) from error


@transaction.atomic
def end(*, entry, end_date, reason, by, at):
    """
    Let an entry hold for the last time on this day, with nothing after it.

    :raises NothingChanged: if that is its last day
    :raises EndsInThePast: if the day is over, or the entry ends before it
    """
    reason = said(reason)
    entry = locked(entry)
    if end_date == entry.end_date:
        raise NothingChanged(_("Hari terakhirnya sudah tercatat demikian."))
    today = entry.municipality.day_of(at)
    if end_date < max(today, entry.start_date) or (entry.end_date and end_date > entry.end_date):
        raise EndsInThePast(_("Hari terakhir paling awal hari ini, dan masih dalam masa berlakunya."))
    before = facts(entry)
    entry.own_end_date = end_date
    close(entry, end_date)
    audit.record(word(entry, "ended"), of=entry, by=by, at=at, reason=reason, **apart(before, facts(entry)))
    return entry


def take_turns(entry):
    """
    One change of a city's settings of a kind comes after the other.

    Rows alone would not do: two first entries have none to wait for, and of two successors the second would still see
    the one before as it was.
    """
    turns.wait_for(entry.municipality_id, entry._meta.model_name)


def locked(entry):
    take_turns(entry)
    return type(entry).objects.select_for_update().get(pk=entry.pk, municipality_id=entry.municipality_id)


def refuse_begun(entry, today):
    if entry.start_date <= today:
        raise BegunAlready(_("Ini sudah berlaku, jadi tidak diubah. Akhiri atau masukkan yang baru."))


def same(entry):
    """All entries that this one follows or precedes."""
    alike = {name: getattr(entry, name) for name in entry.SAME}
    return type(entry).objects.filter(municipality_id=entry.municipality_id, **alike)


def neighbors(entry):
    """(the one that starts before, the one that starts after), each or None."""
    alike = same(entry)
    before = alike.filter(start_date__lt=entry.start_date).order_by("-start_date").first()
    return before, alike.filter(start_date__gt=entry.start_date).order_by("start_date").first()


def holds_on(entry, day):
    return entry.end_date is None or entry.end_date >= day


def keep_own_end(entry, after):
    """An end that the next one did not bring about was set by somebody: whatever follows is gone, it comes back."""
    if entry.end_date and not (after and after.start_date == entry.end_date + ONE_DAY):
        entry.own_end_date = entry.end_date


def end_before(entry, after):
    """The last day that somebody set, or the day before the next one starts."""
    ends = [entry.own_end_date, after and after.start_date - ONE_DAY]
    return min((end for end in ends if end), default=None)


def settle(entry, after):
    """Until the last day that somebody set, or the day before the next one; written where it counts later on."""
    end_date = end_before(entry, after)
    if end_date != entry.end_date or (after and end_date == after.start_date - ONE_DAY):
        close(entry, end_date)


def close(entry, end_date):
    entry.end_date = end_date
    entry.save(update_fields=["end_date", "own_end_date"])


def said(reason):
    reason = reason.strip()
    if not reason:
        raise ReasonMissing(_("Tulis alasannya."))
    return reason


def word(entry, what):
    return f"{entry._meta.model_name}.{what}"


def within(entry):
    """Keys that the database holds in the city; a form took them from the city's own rows."""
    return [field.name for field in entry._meta.local_fields if getattr(field, "within_tenant", False)]


def facts(row):
    """What stands in a row, as the audit trail keeps it; a picture by its size, a number of a person by its end."""
    return {field.name: told(field, row) for field in row._meta.local_fields if field.name not in HIDDEN}


def told(field, row):
    value = getattr(row, field.name)
    if isinstance(field, models.BinaryField):
        return f"{len(value)} B" if value else None
    if field.name == "nip":
        return f"...{value[-4:]}" if value else ""
    return value if value is None or isinstance(value, str | int | list) else str(value)


def apart(before, after):
    """Only what differs, on both sides."""
    changed = [name for name in after if before[name] != after[name]]
    return {"before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed}}


@transaction.atomic
def rewrite(*, row, values, refuse_doubles, reason, by, at):
    """
    Give a row that has no dates other values, from today on.

    :param values: {name of the field: value}
    :param refuse_doubles: raises if another row of the city stands against it
    :raises NothingChanged: if that is what stands
    """
    reason = said(reason)
    row = type(row).objects.select_for_update().get(pk=row.pk, municipality_id=row.municipality_id)
    before = facts(row)
    for name, value in values.items():
        setattr(row, name, value)
    if facts(row) == before:
        raise NothingChanged(_("Tidak ada yang berubah."))
    refuse_doubles(row)
    row.save(update_fields=values)
    audit.record(word(row, "changed"), of=row, by=by, at=at, reason=reason, **apart(before, facts(row)))
    return row


def standing(rows, day):
    """(what holds on the day or None, what comes next or None) of entries that follow each other."""
    rows = list(rows)
    now = next((row for row in rows if row.start_date <= day and (row.end_date is None or row.end_date >= day)), None)
    ahead = sorted((row for row in rows if row.start_date > day), key=lambda row: row.start_date)
    return now, next(iter(ahead), None)
