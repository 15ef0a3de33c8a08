"""
The answer of BPJS to a file: received, read by the queue, looked at, its words told apart.
"""

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from contributions.models import SippFile, SippLine, SippReply, SippReplyRow
from contributions.sipp import answers, fields, kept, matching
from contributions.sipp.matching import Matched, Outcome
from municipalities import audit, jobs, progress, turns
from municipalities.models import Job


Status = SippReply.Status
CHECK = "contributions.tasks.check_sipp_reply"
WRITE_DOWN = "contributions.tasks.write_sipp_reply_down"
AT_ONCE = 2000
MOVED = gettext_lazy("Jawaban ini sudah dicatat atau dibatalkan orang lain. Muat ulang halamannya.")


class FileWithdrawn(Refused):
    """What was never sent has no answer."""

    code = "FILE_WITHDRAWN"


class NotOfThisFile(Refused):
    """Not one row is about somebody in the file."""

    code = "NOT_OF_THIS_FILE"


class ReplyMoved(Refused):
    """Somebody has written it down or taken it back meanwhile."""

    code = "REPLY_MOVED"


class WordUnknown(Refused):
    """A word that does not stand in the reply, or a meaning that there is not."""

    code = "WORD_UNKNOWN"


class StillReading(Refused):
    """The queue is at it."""

    code = "STILL_READING"


def in_cities(municipalities):
    """The replies of these municipalities, with what a page says of them."""
    found = SippReply.objects.filter(municipality__in=municipalities)
    return found.select_related("file__registration", "municipality", "made_by")


def of(file):
    """The replies to a file, the newest first."""
    return SippReply.objects.filter(municipality_id=file.municipality_id, file=file)


@transaction.atomic
def receive(*, file, path, file_name, by, role, at):
    """
    Keep a reply and have the queue read it; nothing of it is written down yet. The same file again is the first.

    :raises FileWithdrawn: if the file was withdrawn, or never made
    """
    turns.wait_for(file.municipality_id, "sipp")
    file = SippFile.objects.select_related("municipality").get(municipality_id=file.municipality_id, pk=file.pk)
    if file.status != SippFile.Status.MADE:
        raise FileWithdrawn(_("Berkas ini sudah ditarik, jadi tidak ada jawaban untuknya."), field="file")
    city = file.municipality
    if first := of(file).exclude(status=Status.UNDONE).filter(sha256=kept.sha256_of(path)).first():
        if first.status == Status.RECEIVED and not under_way(first):
            order(first, by=by, role=role, at=at)
        return first
    with kept.keeping(path, municipality=city) as (name, sha256):
        reply = SippReply.objects.create(
            municipality=city, file=file, file_name=file_name[:200], kept=name, sha256=sha256,
            words=told_before(city), made_by=by, made_at=at,
        )  # fmt: skip
        audit.record("sipp.answered", of=reply, by=by, at=at, sha256=sha256)
        order(reply, by=by, role=role, at=at)
    return reply


def order(reply, *, by, role, at):
    return jobs.start(task=CHECK, target=reply, by=by, role=role, at=at, queue="run")


def under_way(reply):
    return Job.objects.about(reply, CHECK, WRITE_DOWN).unfinished().exists()


def latest(reply):
    """The newest work on this reply, or None."""
    return Job.objects.about(reply, CHECK, WRITE_DOWN).first()


def refuse_under_way(reply):
    if under_way(reply):
        raise StillReading(_("Jawaban ini masih dikerjakan antrean. Tunggu sebentar, lalu coba lagi."))


def told_before(municipality):
    """{word: meaning} as people have said it of replies that were written down, the newest last."""
    written = SippReply.objects.filter(municipality=municipality, status=Status.CONFIRMED).exclude(words={})
    words = written.order_by("confirmed_at").values_list("words", flat=True)
    return {word: meaning for each in words for word, meaning in each.items()}


def held(job):
    """The reply of this job, in its city's turn; None if it was decided, or another process has closed the job."""
    turns.wait_for(job.municipality_id, "sipp", patient=True)
    here = SippReply.objects.select_related("file", "municipality").filter(municipality_id=job.municipality_id)
    reply = here.select_for_update(of=("self",)).get(pk=job.target_id)
    waits = reply.status in (Status.RECEIVED, Status.CHECKED)
    return reply if waits and not jobs.is_over(job) else None


def of_job(job):
    """The reply of a job, as somebody reads it who holds nobody up."""
    here = SippReply.objects.select_related("file", "municipality").filter(municipality_id=job.municipality_id)
    return here.get(pk=job.target_id)


def read(reply, *, at):
    """
    [Answer] of the rows of a reply that was received; None where they are kept already. Asks the database nothing.

    :raises ReplyRefused: if it cannot be read
    """
    if reply.status != Status.RECEIVED:
        return None
    with kept.open_kept(reply.kept, reply.sha256) as opened:
        day, numbers = reply.municipality.day_of(at), reply.file.form in fields.NEW
        return answers.read(opened.name, today=day, number_answers=numbers)


@transaction.atomic
def check(*, reply, found, by, at):
    """
    Say what each row of a reply would do: of one just read, or anew by what its words are said to mean.

    :param reply: in the turn of its city
    :param found: as `read` gives it
    :raises NotOfThisFile: if it is about nobody in the file
    """
    if reply.status == Status.CHECKED:
        judge_again(reply)
        return
    file = reply.file
    progress.step("MATCH", total=len(found))
    rows = matching.matched(found, file, reply.words)
    if not any(row.known for row in rows):
        raise NotOfThisFile(
            _("Tidak ada baris tentang orang di berkas nomor %(number)s. Mungkin jawaban untuk berkas lain.")
            % {"number": file.number},
            field="file",
        )
    progress.step("KEEP")
    SippReplyRow.objects.bulk_create((as_row(reply, row) for row in rows), batch_size=AT_ONCE)
    reply.status, reply.rows = Status.CHECKED, len(rows)
    reply.save(update_fields=["status", "rows"])
    audit.record("sipp.read", of=reply, by=by, at=at, rows=len(rows))


def as_row(reply, row):
    return SippReplyRow(
        municipality_id=reply.municipality_id, reply=reply, number=row.number, outcome=row.outcome, code=row.code,
        line_id=row.known and row.known.line_id, kpj=row.kpj if row.known else "",
        reason=row.reason if row.known else "", word=row.word, fault=row.fault,
    )  # fmt: skip


def judge_again(reply):
    """Every row about somebody in the file, by what its word means now."""
    progress.step("MATCH")
    rows = list(rows_of(reply).exclude(line=None))
    known = {each.line_id: each for each in matching.known_lines(reply.file)}
    now = [matching.said(as_matched(row, known[row.line_id]), reply.file, reply.words) for row in rows]
    progress.step("KEEP")
    changed = []
    for row, judged in zip(rows, matching.agreed(now, reply.file), strict=True):
        if (row.outcome, row.code) != (judged.outcome, judged.code):
            row.outcome, row.code = judged.outcome, judged.code
            changed.append(row)
    SippReplyRow.objects.bulk_update(changed, ["outcome", "code"], batch_size=AT_ONCE)


def as_matched(row, known):
    return Matched(
        row.number, row.outcome, known=known, kpj=row.kpj, reason=row.reason, word=row.word, fault=row.fault
    )  # fmt: skip


def words_of(reply):
    """[(word, rows, what it means)] of the rows about somebody in the file, the commonest first."""
    found = rows_of(reply).exclude(line=None).order_by().values_list("word").annotate(rows=Count("pk"))
    return [
        (word, rows, answers.meaning(word, reply.words)) for word, rows in found.order_by("-rows", "word")
    ]  # fmt: skip


@transaction.atomic
def tell_words(*, reply, words, by, role, at):
    """
    Say what words of a reply mean; the queue judges its rows anew.

    :param words: {word: ACCEPTED, REFUSED or SILENT}
    :raises WordUnknown: if a word does not stand in it, or means nothing of these
    :raises ReplyMoved: if it was written down or taken back, or is not read
    :raises StillReading: if the queue is at it
    """
    turns.wait_for(reply.municipality_id, "sipp")
    reply.refresh_from_db()
    if reply.status != Status.CHECKED:
        raise ReplyMoved(MOVED)
    refuse_under_way(reply)
    if not words:
        raise WordUnknown(_("Tidak ada arti kata yang diubah."))
    if not set(words) <= {word for word, *_rest in words_of(reply)} or not set(words.values()) <= set(answers.SAYINGS):
        raise WordUnknown(_("Pilih arti tiap kata dari daftarnya."))
    reply.words |= words
    reply.save(update_fields=["words"])
    audit.record("sipp.words_told", of=reply, by=by, at=at, count=len(words))
    order(reply, by=by, role=role, at=at)
    return reply


def counts(reply):
    """{outcome: rows}, and MISSING: of whom the reply says nothing."""
    found = dict.fromkeys(Outcome, 0) | dict(rows_of(reply).order_by().values_list("outcome").annotate(Count("pk")))
    return found | {"MISSING": missing(reply).count()}


def rows_of(reply):
    return SippReplyRow.objects.filter(municipality_id=reply.municipality_id, reply=reply)


def unclear(reply):
    """The rows whose word nobody has said the meaning of."""
    return rows_of(reply).filter(code="UNCLEAR")


def missing(reply):
    """The lines of the file that wait for an answer and that this reply does not name."""
    waiting = SippLine.objects.filter(municipality_id=reply.municipality_id, file=reply.file_id, status="SENT")
    return waiting.exclude(pk__in=rows_of(reply).exclude(line=None).values("line_id"))


def move(reply, before, after, **who):
    """
    :raises ReplyMoved: if it does not stand there any more
    """
    standing = SippReply.objects.filter(municipality_id=reply.municipality_id, pk=reply.pk, status=before)
    if before == Status.UNDONE or not standing.update(status=after, **who):
        raise ReplyMoved(MOVED)
    reply.refresh_from_db()
