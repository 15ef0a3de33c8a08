"""The answer of BPJS to a file: received, looked at, written down by a person, taken back if it was the wrong one."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.models import SippFile, SippLine, SippReply, SippReplyRow
from contributions.sipp import answers, fields, kept, matching
from contributions.sipp.matching import Matched, Outcome
from enrollment import card_numbers
from municipalities import audit, turns


Status = SippReply.Status
AT_ONCE = 2000
NEVER = ("", "", None)  # how a line stands before anything was said of it
CHANGES = (Outcome.ACCEPTED, Outcome.REFUSED)
WRITE = """
UPDATE contributions_sippline l SET status = g.status, kpj = g.kpj, reason = g.reason, answered_at = g.at
FROM unnest(%(ids)s::bigint[], %(statuses)s::text[], %(numbers)s::text[], %(reasons)s::text[],
            %(times)s::timestamptz[]) AS g(id, status, kpj, reason, at)
WHERE l.municipality_id = %(city)s AND l.id = g.id
"""
REMEMBER = """
UPDATE contributions_sippreplyrow r SET before = g.before, given = string_to_array(g.given, ',')::bigint[]
FROM unnest(%(ids)s::bigint[], %(before)s::text[], %(given)s::text[]) AS g(id, before, given)
WHERE r.municipality_id = %(city)s AND r.id = g.id
"""


class FileWithdrawn(Refused):
    """What was never sent has no answer."""

    code = "FILE_WITHDRAWN"


class NotOfThisFile(Refused):
    """Not one row is about somebody in the file."""

    code = "NOT_OF_THIS_FILE"


class ReplyMoved(Refused):
    """Somebody has written it down or taken it back meanwhile."""

    code = "REPLY_MOVED"


class NothingToWrite(Refused):
    """No row of it would change anything."""

    code = "NOTHING_TO_WRITE"


class LaterReply(Refused):
    """A later reply rests on this one, or its people were sent again."""

    code = "LATER_REPLY"


def in_cities(municipalities):
    """The replies of these municipalities, with what a page says of them."""
    found = SippReply.objects.filter(municipality__in=municipalities)
    return found.select_related("file__registration", "municipality", "made_by")


def of(file):
    """The replies to a file, the newest first."""
    return SippReply.objects.filter(municipality_id=file.municipality_id, file=file)


@transaction.atomic
def receive(*, file, path, file_name, by, at):
    """
    Keep a reply and say what each row would do; nothing of it is written down yet. The same file again is the first.

    :raises FileWithdrawn: if the file was withdrawn
    :raises ReplyRefused: if it cannot be read
    :raises NotOfThisFile: if it is about nobody in the file
    """
    turns.wait_for(file.municipality_id, "sipp")
    file = SippFile.objects.select_related("municipality").get(municipality_id=file.municipality_id, pk=file.pk)
    if file.status == SippFile.Status.WITHDRAWN:
        raise FileWithdrawn(_("Berkas ini sudah ditarik, jadi tidak ada jawaban untuknya."), field="file")
    city = file.municipality
    if first := of(file).exclude(status=Status.UNDONE).filter(sha256=kept.sha256_of(path)).first():
        return first
    said = answers.read(path, today=city.day_of(at), number_answers=file.form in fields.NEW)
    rows = matching.matched(said, file)
    if not any(row.known for row in rows):
        raise NotOfThisFile(
            _("Tidak ada baris tentang orang di berkas nomor %(number)s. Mungkin jawaban untuk berkas lain.")
            % {"number": file.number},
            field="file",
        )
    with kept.keeping(path, municipality=city) as (name, sha256):
        reply = SippReply.objects.create(
            municipality=city, file=file, file_name=file_name[:200], kept=name, sha256=sha256, rows=len(rows),
            made_by=by, made_at=at,
        )  # fmt: skip
        SippReplyRow.objects.bulk_create((as_row(reply, row) for row in rows), batch_size=AT_ONCE)
        audit.record("sipp.answered", of=reply, by=by, at=at, rows=len(rows), sha256=sha256)
    return reply


def as_row(reply, row):
    return SippReplyRow(
        municipality_id=reply.municipality_id, reply=reply, number=row.number, outcome=row.outcome, code=row.code,
        line_id=row.known and row.known.line_id, kpj=row.kpj if row.known else "",
        reason=row.reason if row.known else "",
    )  # fmt: skip


def counts(reply):
    """{outcome: rows}, and MISSING: of whom the reply says nothing."""
    found = dict.fromkeys(Outcome, 0) | dict(rows_of(reply).order_by().values_list("outcome").annotate(Count("pk")))
    return found | {"MISSING": missing(reply).count()}


def rows_of(reply):
    return SippReplyRow.objects.filter(municipality_id=reply.municipality_id, reply=reply)


def missing(reply):
    """The lines of the file that wait for an answer and that this reply does not name."""
    waiting = SippLine.objects.filter(municipality_id=reply.municipality_id, file=reply.file_id, status="SENT")
    return waiting.exclude(pk__in=rows_of(reply).exclude(line=None).values("line_id"))


@transaction.atomic
def confirm(*, reply, by, at):
    """
    Write the reply down: lines accepted or refused, and the KPJs on the enrollments. Returns {outcome: rows}.

    Each row is judged anew, for others may have been at work; what no longer fits becomes a conflict.

    :raises ReplyMoved: if it was written down or taken back
    :raises FileWithdrawn: if its file was withdrawn meanwhile
    :raises NothingToWrite: if no row would change anything
    """
    turns.wait_for(reply.municipality_id, "sipp")
    here = SippFile.objects.filter(municipality_id=reply.municipality_id, pk=reply.file_id)
    if here.filter(status=SippFile.Status.WITHDRAWN).exists():
        raise FileWithdrawn(_("Berkasnya sudah ditarik sebagai tidak pernah dikirim, jadi jawaban ini tidak dicatat."))
    move(reply, Status.CHECKED, Status.CONFIRMED, confirmed_by=by, confirmed_at=at)
    rows = list(rows_of(reply).filter(outcome__in=CHANGES))
    known = lines_now(reply, [row.line_id for row in rows])
    file = reply.file
    card_numbers.hold(reply.municipality, {each.worker_id for each in known.values()})
    now = [
        matching.judged(Matched(row.number, row.outcome, known=known[row.line_id], kpj=row.kpj, reason=row.reason),
                        form=file.form)
        for row in rows
    ]  # fmt: skip
    if file.form in fields.NEW:
        matching.refuse_numbers(now, file)
    changed = [(row, judged) for row, judged in zip(rows, now, strict=True) if judged.outcome in CHANGES]
    if not changed:
        raise NothingToWrite(_("Tidak ada baris jawaban ini yang mengubah sesuatu."))
    given = give(reply, changed)
    write(
        [(each.known.line_id, str(each.outcome), each.kpj, each.reason, at) for _row, each in changed],
        city=reply.municipality_id,
    )  # fmt: skip
    remember(changed, given, city=reply.municipality_id)
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
    """{worker id: [enrollment ids]} that got a number by this reply."""
    if reply.file.form not in fields.NEW:
        return {}
    numbers = {judged.known.worker_id: judged.kpj for _row, judged in changed if judged.outcome == Outcome.ACCEPTED}
    return card_numbers.give(municipality=reply.municipality, numbers=numbers)


def write(lines, *, city):
    """:param lines: (id, status, kpj, reason, when)"""
    names = ("ids", "statuses", "numbers", "reasons", "times")
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            {"city": city}
            | {name: list(column) for name, column in zip(names, zip(*lines, strict=True), strict=True)},
        )


def remember(changed, given, *, city):
    """What an undo needs."""
    ids = [",".join(map(str, given.get(judged.known.worker_id, ()))) for _row, judged in changed]
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, {
            "city": city, "ids": [row.pk for row, _judged in changed],
            "before": [judged.known.status for _row, judged in changed], "given": ids,
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
    Take a reply back: its lines wait for an answer as before, and the numbers it brought go again. The reply stays.

    :raises ReplyMoved: if it was taken back already
    :raises LaterReply: if a later one was written down, or its people stand in a later file
    :raises CardHandedOver: if a card with such a number is planned or was handed over
    """
    turns.wait_for(reply.municipality_id, "sipp")
    was_written = reply.status == Status.CONFIRMED
    move(reply, reply.status, Status.UNDONE, undone_by=by, undone_at=at)
    if was_written:
        put_back(reply)
    audit.record("sipp.undone", of=reply, by=by, at=at, after=Status.UNDONE)
    return reply


def put_back(reply):
    if of(reply.file).filter(status=Status.CONFIRMED, confirmed_at__gt=reply.confirmed_at).exists():
        raise LaterReply(_("Sudah ada jawaban yang lebih baru untuk berkas ini. Batalkan yang itu dulu."))
    rows = list(rows_of(reply).exclude(before=""))
    numbers = {pk: row.kpj for row in rows for pk in row.given}
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


def move(reply, before, after, **who):
    """
    :raises ReplyMoved: if it does not stand there any more
    """
    standing = SippReply.objects.filter(municipality_id=reply.municipality_id, pk=reply.pk, status=before)
    if before == Status.UNDONE or not standing.update(status=after, **who):
        raise ReplyMoved(_("Jawaban ini sudah dicatat atau dibatalkan orang lain. Muat ulang halamannya."))
    reply.refresh_from_db()
