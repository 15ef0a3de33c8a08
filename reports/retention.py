"""
Forgetting people whom the city no longer has a reason to know (UU 27/2022 Art. 42-45).

Years after the last enrollment ended, whatever says who somebody was is overwritten, in every table that is found
through its keys, and the files about the person are removed. Amounts stay: a month that was paid adds up as before.

What stays of a person: rows that nobody may change (docs/privacy.md names them). Whoever has a claim or inherits in
one is left alone, as are people of unpaid months, of open corrections and of rosters that wait to be saved.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from claims.models import Claim, Heir
from common.refusals import Refused
from contributions import bills
from contributions.bank import files as bank_files
from contributions.models import ContributionLine
from contributions.sipp import kept as kept_for_bpjs
from enrollment import documents
from enrollment.models import CorrectionRequest, Enrollment, Roster, RosterChange, RosterRow, Worker
from municipalities import audit, turns
from municipalities.data_classes import classes_of
from municipalities.files import remove_once_sure
from municipalities.models import RetentionPeriod
from reports import keeping, person_files, person_rows
from reports.models import Kind, PaperRemoval, RetentionSwitch


FORGOTTEN_NIK = "0000"  # no province has this number: whose NIK begins so has been forgotten
FORGOTTEN_NAME = "Data dihapus"
FORGOTTEN_DAY = date(1900, 1, 1)
AT_ONCE = 500  # people a night; the others the night after
# Papers that say nothing of a person: agreements, circulars and figures stay.
NAME_NOBODY = (
    *(Kind.AGREEMENT, Kind.CIRCULAR, Kind.CIRCULAR_COMPLIANCE, Kind.CIRCULAR_REMINDER, Kind.BRIEFING),
    *(Kind.BUDGET, Kind.GAP_LIST, Kind.GAP_LETTER, Kind.MONTH_REPORT),
)
NAME_PEOPLE = [kind for kind in Kind if kind not in NAME_NOBODY]
STAYS = (models.IntegerField, models.FileField)  # a file goes, its random name tells nobody anything
NIGHT = 2  # the hour, by the clock of the city
A_WEEK = timedelta(days=7)
Subject = RetentionPeriod.Subject
REMOVED = (Subject.WORKER, Subject.ROSTER, Subject.PAPER)  # not claims yet


class SwitchedAlready(Refused):
    """It is on, or off, as asked for: the second of two clicks."""


class NoPeriod(Refused):
    """The city has not said how many years anything is kept."""


class NotForgotten(Exception):
    """The database kept what rosters changed about somebody, so that the night's work is not done."""


@dataclass(frozen=True)
class Preview:
    """How many would be forgotten tonight; `years` is None where the city has set none for workers."""

    years: int | None
    before: date | None
    has_period: bool  # for anything at all
    workers: int = 0
    rosters: int = 0
    papers: int = 0


def years_of(municipality, subject, *, day):
    found = municipality.retentionperiods.in_force_on(day).filter(subject=subject).first()
    return found.years if found else None


def cutoff(day, years):
    """The same day so many years before; what ended earlier is due. Of a leap day that is the first of March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def cutoffs(municipality, *, day):
    """{subject: before which day what ended is due}, by the years of each; a roster without any goes with people."""
    years = {subject: years_of(municipality, subject, day=day) for subject in REMOVED}
    years[Subject.ROSTER] = years[Subject.ROSTER] or years[Subject.WORKER]
    return {subject: cutoff(day, kept) for subject, kept in years.items() if kept is not None}


def due_workers(municipality, *, before):
    """Whoever was last enrolled before the day, and whom nothing keeps."""
    if before is None:
        return municipality.workers.none()
    mine = {"municipality": municipality, "worker": OuterRef("pk")}
    enrolled = Enrollment.objects.filter(**mine)
    owed = ContributionLine.objects.filter(
        municipality=municipality,
        enrollment__worker=OuterRef("pk"),
        run__in=bills.unpaid([municipality]).values("run_id"),
    )
    inherits = Heir.objects.filter(municipality=municipality, nik=OuterRef("nik"))
    coming_back = RosterRow.objects.filter(
        municipality=municipality, nik=OuterRef("nik"), roster__status__in=Roster.UNDECIDED
    )
    return (
        municipality.workers.exclude(nik__startswith=FORGOTTEN_NIK)
        .filter(Exists(enrolled))
        .exclude(Exists(enrolled.not_over(before).filter(is_void=False)))
        .exclude(Exists(Claim.objects.filter(**mine)))
        .exclude(Exists(inherits))
        .exclude(Exists(owed))
        .exclude(Exists(coming_back))
        .exclude(Exists(CorrectionRequest.objects.filter(**mine).still_open()))
    )


def due_rosters(municipality, *, before):
    """Files that came in before the day and are still kept."""
    if before is None:
        return municipality.rosters.none()
    return municipality.rosters.filter(received_at__date__lt=before).exclude(file="")


def due_papers(municipality, *, before):
    """Papers that name people, printed before the day, whose files are still there."""
    if before is None:
        return municipality.papers.none()
    return municipality.papers.filter(kind__in=NAME_PEOPLE, made_at__date__lt=before, removals=None).order_by("pk")


def preview(municipality, *, day):
    """What tonight's run would do; nothing is done."""
    before = cutoffs(municipality, day=day)
    workers = before.get(Subject.WORKER)
    return Preview(
        years_of(municipality, Subject.WORKER, day=day), workers, bool(before),
        due_workers(municipality, before=workers).count(),
        due_rosters(municipality, before=before.get(Subject.ROSTER)).count(),
        due_papers(municipality, before=before.get(Subject.PAPER)).count(),
    )  # fmt: skip


def is_on(municipality):
    last = RetentionSwitch.objects.filter(municipality=municipality).order_by("-pk").first()
    return last is not None and last.is_on


@transaction.atomic
def switch(*, municipality, on, by, at):
    """
    Let the nightly run forget people from now on, or stop it.

    :raises NoPeriod: if the city has set no period for workers, rosters or papers
    :raises SwitchedAlready: if it is so already
    """
    turns.wait_for(municipality.pk, "retention")
    if on and not cutoffs(municipality, day=municipality.day_of(at)):
        raise NoPeriod(_("Isi dulu masa simpan di Pengaturan."))
    if on == is_on(municipality):
        raise SwitchedAlready(_("Penghapusan sudah menyala.") if on else _("Penghapusan sudah berhenti."))
    made = RetentionSwitch.objects.create(municipality=municipality, is_on=on, by=by, at=at)
    audit.record(
        f"retention.{'switched_on' if on else 'switched_off'}", of=made, municipality=municipality, by=by, at=at
    )
    return made


def forget_at_night(*, municipality, by, at):
    """The night's work, at the hour in which nobody works."""
    if at.astimezone(ZoneInfo(municipality.timezone)).hour == NIGHT:
        documents.remove_what_was_left(municipality, at=at)
        forget_due(municipality=municipality, by=by, at=at)


def forget_due(*, municipality, by, at):
    """The night's work in one city; returns how many people were forgotten. Nothing where the city has not said so."""
    if not is_on(municipality):
        return 0
    before = cutoffs(municipality, day=municipality.day_of(at))
    remove_what_was_left(municipality, at=at)
    files = drop_rosters(municipality, before=before.get(Subject.ROSTER))
    papers = [*due_papers(municipality, before=before.get(Subject.PAPER))]
    remove_files(papers, at=at)
    for kept in (kept_for_bpjs, bank_files):
        files += kept.drop(municipality, before=before.get(Subject.PAPER))
    workers = list(due_workers(municipality, before=before.get(Subject.WORKER)).order_by("pk")[:AT_ONCE])
    for worker in workers:
        forget(worker, at=at)
    if workers or files or papers:
        audit.record(
            "retention.forgotten", of=municipality, municipality=municipality, by=by, at=at, count=len(workers),
            files=files, papers=len(papers), people=[worker.pk for worker in workers],
        )  # fmt: skip
    return len(workers)


def forget(worker, *, at):
    """Overwrite whatever says who this person was, wherever it stands, and remove the files about the person."""
    municipality = worker.municipality
    found = person_rows.about_nik(municipality=municipality, nik=worker.nik)
    remove_files(person_files.own_papers(municipality, found), at=at)
    documents.forget(worker=worker, at=at)
    for model, ids in found.items():
        if model is not Worker and "UPDATE" in model.wall.grants:
            person_rows.of(municipality, model).filter(pk__in=ids).update(**blanks(model))
    forget_changes(worker)
    person_rows.of(municipality, Worker).filter(pk=worker.pk).update(
        nik=f"{FORGOTTEN_NIK}{worker.pk:012d}", name=FORGOTTEN_NAME, name_search="", birth_date=FORGOTTEN_DAY, sex="",
        phone="",
    )  # fmt: skip


def forget_changes(worker):
    """
    What rosters changed about the person: append-only, so that a function of the database empties it.

    :raises NotForgotten: if the function did not empty all of it
    """
    there = person_rows.of(worker.municipality, RosterChange).filter(worker=worker).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sec.forget_changes(%s, %s)", [worker.municipality_id, [worker.pk]])
        (emptied,) = cursor.fetchone()
    if emptied != there:
        raise NotForgotten(f"{emptied} of {there} changes of worker {worker.pk}")


def blanks(model):
    """{column: what stands there afterwards}, of every personal column but the amounts and the names of files."""
    kinds = classes_of(model)
    fields = [field for field in model._meta.local_fields if kinds[field.name] in person_rows.PEOPLE]
    return {field.name: blank(field) for field in fields if not isinstance(field, STAYS)}


def blank(field):
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else {}
    if isinstance(field, models.DateField):
        return FORGOTTEN_DAY
    if isinstance(field, models.BooleanField):
        return False
    return "-" if not field.blank or field.name == "reason" else ""


def drop_rosters(municipality, *, before):
    """Remove old files and empty their rows; returns how many files. The roster stays, with its counts."""
    due = list(due_rosters(municipality, before=before))
    rows = RosterRow.objects.filter(municipality=municipality, roster__in=due)
    rows.update(**blanks(RosterRow))
    for roster in due:
        remove_once_sure(Path(settings.MEDIA_ROOT) / roster.file.name)
    dropped = Roster.objects.filter(municipality=municipality, pk__in=[roster.pk for roster in due])
    dropped.update(file="", file_name="-", samples={}, fixes={}, told={}, return_reason="")
    return len(due)


def remove_files(papers, *, at):
    """The file goes, its row stays and says that it was printed."""
    for paper in papers:
        PaperRemoval.objects.create(municipality_id=paper.municipality_id, paper=paper, unit_id=paper.unit_id, at=at)
        remove_once_sure(keeping.path_of(paper))


def remove_what_was_left(municipality, *, at):
    """Files of papers that were removed in the week before, where the process ended between the two."""
    for removal in municipality.paperremovals.filter(at__gte=at - A_WEEK).select_related("paper"):
        remove_once_sure(keeping.path_of(removal.paper))
