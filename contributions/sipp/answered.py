"""A reply of BPJS that was looked at is written down by a person, and taken back if it was the wrong one."""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.models import SippFile, SippLine, SippReply, SippReplyRow
from contributions.sipp import fields, matching, replies
from contributions.sipp.matching import Outcome
from contributions.sipp.replies import AT_ONCE, MOVED, as_matched, move, of, rows_of
from enrollment import card_numbers
from municipalities import audit, jobs, progress, turns


Status = SippReply.Status
NEVER = ("", "", None)  # how a line stands before anything was said of it
CHANGES = (Outcome.ACCEPTED, Outcome.REFUSED)
WRITE = """
UPDATE contributions_sippline l SET status = g.status, kpj = g.kpj, reason = g.reason, answered_at = g.at
FROM unnest(%(ids)s::bigint[], %(statuses)s::text[], %(numbers)s::text[], %(reasons)s::text[],
            %(times)s::timestamptz[]) AS g(id, status, kpj, reason, at)
WHERE l.municipality_id = %(city)s AND l.id = g.id
"""
REMEMBER = """
UPDATE contributions_sippreplyrow r SET before = g.before, given = string_to_array(g.given, ',')::bigint[],
       had = string_to_array(g.had, ',')::bigint[]
FROM unnest(%(ids)s::bigint[], %(before)s::text[], %(given)s::text[], %(had)s::text[]) AS g(id, before, given, had)
WHERE r.municipality_id = %(city)s AND r.id = g.id
"""


class NothingToWrite(Refused):
    """No row of it would change anything."""

    code = "NOTHING_TO_WRITE"


class WordsUnclear(Refused):
    """What nobody has said the meaning of would be left behind: the same reply is not read a second time."""

    code = "WORDS_UNCLEAR"


class LaterReply(Refused):
    """A later reply rests on this one, or its people were sent again."""

    code = "LATER_REPLY"


@transaction.atomic
def order(*, reply, by, role, at):
    """
    Have the queue write the reply down; returns the job.

    :raises StillReading: if the queue is at it
    :raises ReplyMoved: if it was written down or taken back
    :raises FileWithdrawn: if its file was withdrawn meanwhile
    :raises WordsUnclear: if the meaning of a word of it is not known
    """
    turns.wait_for(reply.municipality_id, "sipp")
    reply.refresh_from_db()
    replies.refuse_under_way(reply)
    refuse_withdrawn(reply)
    if reply.status != Status.CHECKED:
        raise replies.ReplyMoved(MOVED)
    refuse_unclear(reply)
    return jobs.start(task=replies.WRITE_DOWN, target=reply, by=by, role=role, at=at, queue="run")


def refuse_withdrawn(reply):
    here = SippFile.objects.filter(municipality_id=reply.municipality_id, pk=reply.file_id)
    if here.filter(status=SippFile.Status.WITHDRAWN).exists():
        raise replies.FileWithdrawn(
            _("Berkasnya sudah ditarik sebagai tidak pernah dikirim, jadi jawaban ini tidak dicatat.")
        )


def refuse_unclear(reply):
    if replies.unclear(reply).exists():
        raise WordsUnclear(
            _("Masih ada kata status yang belum dikenal. Pilih dulu artinya; bila belum pasti, pilih Belum dijawab.")
        )


@transaction.atomic
def confirm(*, reply, by, at):
    """
    Write the reply down: lines accepted or refused, and the KPJs on the enrollments. Returns {outcome: rows}.

    Each row is judged anew, for others may have been at work; what no longer fits becomes a conflict.

    :raises ReplyMoved: if it was written down or taken back
    :raises FileWithdrawn: if its file was withdrawn meanwhile
    :raises WordsUnclear: if the meaning of a word of it is not known
    :raises NothingToWrite: if no row would change anything
    """
    turns.wait_for(reply.municipality_id, "sipp")
    refuse_withdrawn(reply)
    refuse_unclear(reply)
    move(reply, Status.CHECKED, Status.CONFIRMED, confirmed_by=by, confirmed_at=at)
    progress.step("JUDGE")
    rows = list(rows_of(reply).filter(outcome__in=CHANGES))
    known = lines_now(reply, [row.line_id for row in rows])
    file = reply.file
    card_numbers.hold(reply.municipality, {each.worker_id for each in known.values()})
    now = [
        matching.judged(as_matched(row, known[row.line_id]), form=file.form) for row in rows
    ]  # fmt: skip
    if file.form in fields.NEW:
        matching.refuse_numbers(now, file)
    changed = [(row, judged) for row, judged in zip(rows, now, strict=True) if judged.outcome in CHANGES]
    if not changed:
        raise NothingToWrite(_("Tidak ada baris jawaban ini yang mengubah sesuatu."))
    progress.step("WRITE")
    given, had = give(reply, changed)
    write(
        [(each.known.line_id, str(each.outcome), each.kpj, each.reason, at) for _row, each in changed],
        city=reply.municipality_id,
    )  # fmt: skip
    remember(changed, given, had, city=reply.municipality_id)
    settle_others(rows, now)
    told = {outcome: sum(judged.outcome == outcome for _row, judged in changed) for outcome in CHANGES}
    audit.record(
        "sipp.confirmed", of=reply, by=by, at=at, before=Status.CHECKED, after=Status.CONFIRMED,
        people={judged.known.worker_id for _row, judged in changed}, accepted=told[Outcome.ACCEPTED],
        refused=told[Outcome.REFUSED],
    )  # fmt: skip
    return told


def lines_now(reply, ids):
    """{line id: Known} as they stand, held until the transaction ends."""
    lines = SippLine.objects.filter(municipality_id=reply.municipality_id, pk__in=ids)
    list(lines.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    return {each.line_id: each for each in matching.known_lines(reply.file, lines=lines)}


def give(reply, changed):
    """Two of {worker id: [enrollment ids]}: which got a number by this reply, and which of the same people had it."""
    if reply.file.form not in fields.NEW:
        return {}, {}
    numbers = {judged.known.worker_id: judged.kpj for _row, judged in changed if judged.outcome == Outcome.ACCEPTED}
    had = card_numbers.having(municipality=reply.municipality, workers=list(numbers))
    return card_numbers.give(municipality=reply.municipality, numbers=numbers), had


def write(lines, *, city):
    """:param lines: (id, status, kpj, reason, when)"""
    names = ("ids", "statuses", "numbers", "reasons", "times")
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            {"city": city}
            | {name: list(column) for name, column in zip(names, zip(*lines, strict=True), strict=True)},
        )


def remember(changed, given, had, *, city):
    """What an undo needs."""

    def ids(of):
        return [",".join(map(str, of.get(judged.known.worker_id, ()))) for _row, judged in changed]

    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, {
            "city": city, "ids": [row.pk for row, _judged in changed],
            "before": [judged.known.status for _row, judged in changed], "given": ids(given), "had": ids(had),
        })  # fmt: skip


def settle_others(rows, now):
    """What has become a conflict, or stands there already, since the reply was looked at."""
    other = [(row, judged) for row, judged in zip(rows, now, strict=True) if judged.outcome not in CHANGES]
    for row, judged in other:
        row.outcome, row.code = judged.outcome, judged.code
    SippReplyRow.objects.bulk_update([row for row, _judged in other], ["outcome", "code"], batch_size=AT_ONCE)


@transaction.atomic
def undo(*, reply, by, at):
    """
    Take a reply back: its lines wait for an answer as before, and the numbers it brought go again, also where people
    have moved with them since. The reply stays.

    :raises StillReading: if the queue is at it
    :raises ReplyMoved: if it was taken back already
    :raises LaterReply: if a later one was written down, or its people stand in a later file
    :raises CardHandedOver: if a card with such a number is planned or was handed over
    """
    turns.wait_for(reply.municipality_id, "sipp")
    replies.refuse_under_way(reply)
    was_written = reply.status == Status.CONFIRMED
    move(reply, reply.status, Status.UNDONE, undone_by=by, undone_at=at)
    if was_written:
        put_back(reply)
    audit.record("sipp.undone", of=reply, by=by, at=at, after=Status.UNDONE)
    return reply


def put_back(reply):
    if of(reply.file).filter(status=Status.CONFIRMED, confirmed_at__gt=reply.confirmed_at).exists():
        raise LaterReply(_("Sudah ada jawaban yang lebih baru untuk berkas ini. Batalkan yang itu dulu."))
    rows = list(rows_of(reply).exclude(before="").select_related("line__enrollment"))
    numbers = {pk: row.kpj for row in rows for pk in row.given}
    # Whoever had the number before keeps it in whatever goes on from there.
    by_it = {row.line.enrollment.worker_id: row.kpj for row in rows if row.given and not row.had}
    numbers |= card_numbers.taken_along(municipality=reply.municipality, numbers=by_it)
    card_numbers.take_back(municipality=reply.municipality, given=numbers)
    earlier = refused_before(reply, [row.line_id for row in rows])
    stood = [
        (row.line_id, row.before, *(earlier.get(row.line_id, NEVER) if row.before != "SENT" else NEVER))
        for row in rows
    ]
    try:
        with transaction.atomic():
            write(stood, city=reply.municipality_id)
    except IntegrityError as error:
        raise LaterReply(_("Sebagian orangnya sudah dikirim lagi di berkas yang lebih baru.")) from error


def refused_before(reply, ids):
    """{line id: (kpj, reason, when)} of what the replies before this one said of these lines."""
    rows = SippReplyRow.objects.filter(municipality_id=reply.municipality_id, line__in=ids, outcome=Outcome.REFUSED)
    told = rows.filter(reply__status=Status.CONFIRMED).order_by("reply__confirmed_at")
    return {line: ("", *rest) for line, *rest in told.values_list("line_id", "reason", "reply__confirmed_at")}
