"""Whether there is a right, as at the day of death: a finding a question, with the row and the article it rests on."""

from django.db.models import Max

from agreements import reasons, terms
from claims import at_risk
from claims.models import Claim
from common.months import add_months, first_day, last_day, next_month
from contributions import paid_months
from regulations.deadlines import JKK_LAPSES_AFTER, claim_lapses_on
from regulations.death_benefits import SCHOLARSHIP_MONTHS
from regulations.eligibility import WAITING_TIME, cover_on, membership_months, waiting_time_unmet
from regulations.words import Cover, Program


Answer = Claim.Eligibility
ACTIVE = "PP 44/2015 Art. 34(1)"
NUMBER = "PP 44/2015 Art. 6(3), 11(5)"
SEVERAL = "Permenaker 1/2025"
INQUIRY = "PP 44/2015 Art. 45"  # who settles whether work was the cause
AGREED = "PP 28/2018 Art. 19(2), 22"  # what a contract of a region holds, and when it ends
ARREARS = "PP 44/2015 Art. 38, 39, 41, 42"


def findings(claim, program):
    """
    The answers as a list of {code, answer, detail, source}, ready to be kept with the claim.

    :param program: the program that pays, JKK or JKM
    """
    day = day_of_right(claim, program)
    found = [cause_in_inquiry()] if claim.cause_in_inquiry else []
    found += [enrolled(claim, day), number_issued(claim, day), agreement_in_force(claim, program, day)]
    found += [contributions(claim, day), *paid(claim, day), months_reached(claim, program)]
    if program == Program.JKK:
        found.append(not_lapsed(claim))
    if claim.children.exists():
        found.append(scholarship_months(claim, program))
    if len(covering(claim)) > 1:
        found.append(finding("ONE_BENEFIT", Answer.YES, SEVERAL, row=claim.worker, count=len(covering(claim))))
    return found


def answer(found):
    """Yes, no or "needs the branch"; a no only where an article says so."""
    answers = {one["answer"] for one in found if one["code"] in DECISIVE}
    return next((word for word in (Answer.NO, Answer.NEEDS_BRANCH) if word in answers), Answer.YES)


DECISIVE = {"INQUIRY", "ENROLLED", "NUMBER_ISSUED", "AGREEMENT", "CONTRIBUTIONS", "PAID", "NOT_LAPSED"}
# What arrears do; where part of a benefit waits, BPJS says how much, by what it knows of the payments.
OF_ARREARS = {at_risk.Rule.PAID: Answer.YES, at_risk.Rule.NO_RIGHT: Answer.NO}


def finding(code, word, source, *, row=None, **detail):
    """:param row: what it rests on, which the page leads to"""
    evidence = {"of": row._meta.label, "id": str(row.public_id)} if row is not None else None
    return {"code": code, "answer": str(word), "source": source, "detail": detail, "evidence": evidence}


def cause_in_inquiry():
    return finding("INQUIRY", Answer.NEEDS_BRANCH, INQUIRY)


def paid(claim, day):
    """Which months were paid by the day, and what the law says of those that were late."""
    known = paid_months.of(claim.worker, on=day)
    if not known.are_known:
        return
    detail = {"paid": len(known.paid), "late": len({bill.month for bill in known.late})}
    first = min((*known.paid, *(bill.month for bill in known.late)))
    if first > min(start for start, _end in periods_of(claim)):
        detail["first"] = written(first)
    rule = at_risk.rule_of(claim, known.months_late)
    if rule is None:
        yield finding("PAID", Answer.YES, ARREARS, **detail)
        return
    effect, source = rule
    word = OF_ARREARS.get(effect, Answer.NEEDS_BRANCH)
    first = known.late[0]
    detail |= {"effect": str(effect), "months_late": known.months_late, "since": written(first.month)}
    yield finding("PAID", word, source, row=first, **detail)


def day_of_right(claim, program):
    """The day on which cover is asked for: that of the accident or the diagnosis, else of the death."""
    return claim.happened if program == Program.JKK else claim.death_date


def covering(claim, day=None):
    """The enrollments that were in force on a day, that of the death unless said otherwise."""
    return list(claim.worker.enrollments.in_force_on(day or claim.death_date))


def periods_of(claim):
    """Every period of membership begun by the day of death, over all agreements."""
    rows = claim.worker.enrollments.filter(is_void=False, start_date__lte=claim.death_date)
    periods = list(rows.order_by("start_date").values_list("start_date", "end_date"))
    starts = {start for start, _end in periods}
    return tuple((start, through_paid_month(end, starts)) for start, end in periods)


def through_paid_month(end, starts):
    """Whoever goes on with the next month has no gap: the month of the last day was paid for as a whole."""
    return last_day(end) if end and next_month(end) in starts else end


def enrolled(claim, day):
    rows = covering(claim, day)
    if rows:
        since = written(min(row.start_date for row in rows))
        return finding("ENROLLED", Answer.YES, ACTIVE, row=claim.worker, since=since)
    last = max((end for _start, end in periods_of(claim) if end and end < day), default=None)
    return finding("ENROLLED", Answer.NEEDS_BRANCH, ACTIVE, row=claim.worker, ended=written(last))


def number_issued(claim, day):
    issued = claim.number_issued_date if claim.enrollment.kpj else None
    covered = cover_on(day, number_issued=issued) == Cover.COVERED
    word = Answer.YES if covered else Answer.NEEDS_BRANCH
    return finding("NUMBER_ISSUED", word, NUMBER, row=claim.worker, kpj=claim.enrollment.kpj, issued=written(issued))


def agreement_in_force(claim, program, day):
    """The agreement that covered the unit, the category and the program that day; the nearest up the tree."""
    enrollment = claim.enrollment
    found = terms.agreement_for(unit=enrollment.unit, category=enrollment.category, program=program, day=day)
    if found is None:
        near = reasons.Uncovered(claim.municipality, first=day, last=day)
        why = near.why(unit=enrollment.unit_id, category=enrollment.category_id, program=program)
        return finding("AGREEMENT", Answer.NEEDS_BRANCH, AGREED, why=str(why))
    return finding("AGREEMENT", Answer.YES, AGREED, row=found, number=found.pks_number)


def contributions(claim, day):
    """Approved through the month before, as far as it is known here."""
    through = claim.enrollment.approved_through or approved_before(claim.enrollment)
    known = through is not None and through >= add_months(first_day(day), -1)
    word = Answer.YES if known else Answer.NEEDS_BRANCH
    return finding("CONTRIBUTIONS", word, ARREARS, row=claim.worker, through=written(through))


def approved_before(enrollment):
    """Of what the enrollment goes on from, as after a change of unit or kind of work: the last approved month."""
    month_before = add_months(first_day(enrollment.start_date), -1)
    rows = enrollment.worker.enrollments.filter(
        is_void=False, end_date__gte=month_before, end_date__lt=enrollment.start_date
    )
    return rows.aggregate(last=Max("approved_through"))["last"]


def months_reached(claim, program):
    periods = periods_of(claim)
    months = membership_months(periods=periods, on=claim.death_date)
    rule = None
    if program == Program.JKM:
        rule = waiting_time_unmet(died=claim.death_date, segment=claim.enrollment.segment, periods=periods)
    in_force = WAITING_TIME.find(claim.death_date)
    source = in_force.source if in_force and program == Program.JKM else ""
    return finding("MONTHS", Answer.NO if rule else Answer.YES, source, row=claim.worker, months=months)


def scholarship_months(claim, program):
    entry = SCHOLARSHIP_MONTHS[program].on(claim.death_date)
    months = membership_months(periods=periods_of(claim), on=claim.death_date)
    word = Answer.YES if months >= entry.value else Answer.NO
    return finding("SCHOLARSHIP_MONTHS", word, entry.source, row=claim.worker, months=months, least=entry.value)


def not_lapsed(claim):
    if JKK_LAPSES_AFTER.find(claim.happened) is None:
        return finding("NOT_LAPSED", Answer.NEEDS_BRANCH, "", last="")
    last = claim_lapses_on(program=Program.JKK, happened=claim.happened)
    in_time = claim.municipality.day_of(claim.registered_at) <= last
    word = Answer.YES if in_time else Answer.NO
    return finding("NOT_LAPSED", word, JKK_LAPSES_AFTER.on(claim.happened).source, last=written(last))


def written(day):
    return day.isoformat() if day else ""
