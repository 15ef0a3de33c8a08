"""Where each municipality stands today: counts by grouped questions, so that many cities cost no more than one."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Now

from agreements import lapses, talks
from agreements.models import Agreement, Circular
from claims import clocks, scholarships
from claims.models import Claim, ClaimEvent
from common.months import last_full_month
from contributions.models import Bill, ContributionRun, SippReply
from contributions.sipp import people as people_of_sipp
from enrollment import card_days
from enrollment.checking import WAGE_FALL
from enrollment.models import CardBatch, CorrectionRequest, Enrollment, Roster, RosterReceipt, UnitGap
from municipalities.models import Municipality
from reports import expiry, money_standing
from reports.models import Kind, Paper


@dataclass
class Standing:
    """The facts of one municipality that the reader's role may see; what it may not see is zero or None here."""

    municipality: Municipality
    day: date
    active: int = 0
    without_kpj: int = 0
    open_gaps: int = 0  # units with people known to be missing
    late_gaps: int = 0  # open ones whose day is past
    first_late_gap: date | None = None  # the oldest of those days
    last_sent: date | None = None  # a file of any unit
    rosters: Counter = field(default_factory=Counter)
    fallen_wages: int = 0  # rosters that wait for a second person's word, counted among those that wait
    sent_rosters: Counter = field(default_factory=Counter)  # of those that wait, what came by a link and nobody saved
    last_roster: date | None = None
    money: list[money_standing.MonthOfMoney] = field(default_factory=list)  # the months asked for, the older one first
    run: ContributionRun | None = None  # of the last full month
    unpaid: list[Bill] = field(default_factory=list)  # of any month, the one due first before the others; with `paid`
    unapproved: list[ContributionRun] = field(default_factory=list)  # calculated, but of no month in `money`
    unbilled: list[ContributionRun] = field(default_factory=list)  # approved corrections of which a part has no bill
    agreements: Counter = field(default_factory=Counter)
    under_way: list[talks.Talk] = field(default_factory=list)  # agreements that are not signed yet
    in_force: list[Agreement] = field(default_factory=list)  # agreements, the one that ends first in front
    endings: list[expiry.Ending] = field(default_factory=list)  # within 90 days, the next one in front
    losing: int = 0  # people whom those leave without cover, each once
    circular: Circular | None = None
    submitted_circulars: int = 0
    refused_by_sipp: int = 0  # people whom BPJS refused and who stand in no later file
    sipp_replies: int = 0  # read, and not written down
    open_corrections: int = 0  # what people asked to have put right
    late_corrections: int = 0  # of those, past the hours of the law
    claims: Counter = field(default_factory=Counter)
    due_reports: list[tuple[Claim, clocks.Clock]] = field(default_factory=list)  # accidents, the nearest day in front
    late_clocks: list[tuple[Claim, clocks.Clock]] = field(default_factory=list)  # of claims, the oldest in front
    branch_clocks: list[tuple[Claim, clocks.Clock]] = field(default_factory=list)  # of the branch, and not late
    due_scholarships: list[scholarships.Standing] = field(default_factory=list)  # the oldest in front
    paid_claims: int = 0  # this year
    cards_printed: date | None = None
    late_cards: list[tuple[CardBatch, card_days.Clock]] = field(default_factory=list)  # the oldest day in front
    has_budget: bool = False  # of next year

    @property
    def month(self):
        return last_full_month(self.day)

    @property
    def open_claims(self):
        return sum(count for status, count in self.claims.items() if status not in (*Claim.DEAD, Claim.Status.PAID))

    def is_being_renewed(self, agreement):
        """Whether a text that follows it is written, talked about or agreed already; an addendum goes with its own."""
        followed = {agreement.pk, agreement.amends_id}
        return any(talk.agreement.renews_id in followed for talk in self.under_way if talk.agreement.renews_id)

    @property
    def all_being_renewed(self):
        """Whether that is so of each that ends."""
        return all(self.is_being_renewed(ending.agreement) for ending in self.endings)


def of(municipalities):
    """
    A Standing for each on its own day, in their order.

    The number of statements does not grow with them: it is one set for each day that it is somewhere.
    """
    found = {}
    for day, cities in lapses.by_today(municipalities).items():
        here = {each.pk: Standing(municipality=each, day=day) for each in cities}
        for facts in (
            people,
            gaps,
            rosters,
            money_standing.fill,
            agreements,
            circulars,
            claims,
            papers,
            cards,
            corrections,
            sipp,
        ):
            facts(here, day)
        found |= here
    return [found[each.pk] for each in municipalities]


def people(found, day):
    there = Enrollment.objects.filter(municipality__in=found).in_force_on(day).order_by()
    rows = there.values("municipality_id").annotate(
        people=Count("worker", distinct=True),
        without=Count("worker", distinct=True, filter=Q(kpj="")),
    )
    for row in rows:
        here = found[row["municipality_id"]]
        here.active, here.without_kpj = row["people"], row["without"]
    sent = RosterReceipt.objects.filter(municipality__in=found).order_by().values("municipality_id")
    for row in sent.annotate(last=Max("at")):
        here = found[row["municipality_id"]]
        here.last_sent = here.municipality.day_of(row["last"])


def gaps(found, day):
    there = UnitGap.objects.filter(municipality__in=found).still_open().order_by().values("municipality_id")
    late = Q(due_date__lt=day)
    for row in there.annotate(
        units=Count("unit", distinct=True, filter=Q(unit__parent__isnull=False)),
        late=Count("pk", filter=late),
        first=Min("due_date", filter=late),
    ):
        here = found[row["municipality_id"]]
        here.first_late_gap = row["first"]
        here.open_gaps, here.late_gaps = row["units"], row["late"]


def rosters(found, day):
    rows = Roster.objects.filter(municipality__in=found).order_by().values("municipality_id", "status")
    fallen_ones = Q(status=Roster.Status.WAITING, reading__question__code=WAGE_FALL)
    fallen = Count("pk", filter=fallen_ones)
    sent = Q(link__isnull=False)
    also = {"sent": Count("pk", filter=sent), "sent_fallen": Count("pk", filter=fallen_ones & sent)}
    for row in rows.annotate(count=Count("pk"), last=Max("committed_at"), fallen=fallen, **also):
        here = found[row["municipality_id"]]
        here.sent_rosters[row["status"]] = row["sent"] - row["sent_fallen"]
        here.fallen_wages += row["fallen"]
        here.rosters[row["status"]] = row["count"]
        if row["status"] == Roster.Status.COMMITTED and row["last"]:
            here.last_roster = here.municipality.day_of(row["last"])


def agreements(found, day):
    rows = Agreement.objects.filter(municipality__in=found).order_by().values("municipality_id", "status")
    for row in rows.annotate(count=Count("pk")):
        found[row["municipality_id"]].agreements[row["status"]] = row["count"]
    for talk in talks.under_way([here.municipality for here in found.values()]):
        found[talk.agreement.municipality_id].under_way.append(talk)
    for agreement in Agreement.objects.filter(municipality__in=found).in_force_on(day):
        found[agreement.municipality_id].in_force.append(agreement)
    for here in found.values():
        here.in_force.sort(key=lambda agreement: agreement.last_day)
    endings, people = expiry.endings_from_today([here.municipality for here in found.values()])
    for ending in endings:
        found[ending.agreement.municipality_id].endings.append(ending)
    for pk, losing in people.items():
        found[pk].losing = losing


def circulars(found, day):
    wanted = (Circular.Status.ISSUED, Circular.Status.SUBMITTED)
    for circular in Circular.objects.filter(municipality__in=found, status__in=wanted).order_by("date", "id"):
        here = found[circular.municipality_id]
        if circular.status == Circular.Status.SUBMITTED:
            here.submitted_circulars += 1
        elif circular.date <= day:
            here.circular = circular


def claims(found, day):
    rows = Claim.objects.filter(municipality__in=found).order_by().values("municipality_id", "status")
    for row in rows.annotate(count=Count("pk")):
        found[row["municipality_id"]].claims[row["status"]] = row["count"]
    paid = ClaimEvent.objects.filter(municipality__in=found, status=Claim.Status.PAID, at__year=day.year).order_by()
    for row in paid.values("municipality_id").annotate(count=Count("claim", distinct=True)):
        found[row["municipality_id"]].paid_claims = row["count"]
    for claim, clock in clocks.running([each.municipality for each in found.values()]):
        here = found[claim.municipality_id]
        if clock.is_overdue(day):
            here.late_clocks.append((claim, clock))
        elif clock.kind in clocks.REPORTS:  # it has hours, so that it is told of before it is late
            here.due_reports.append((claim, clock))
        elif clock.kind not in clocks.OF_THE_CITY:
            here.branch_clocks.append((claim, clock))
    for each in scholarships.due([each.municipality for each in found.values()], day):
        found[each.child.municipality_id].due_scholarships.append(each)


def papers(found, day):
    kept = Paper.objects.filter(municipality__in=found).order_by()
    printed = kept.filter(kind=Kind.CARDS).values("municipality_id").annotate(last=Max("made_at"))
    for row in printed:
        here = found[row["municipality_id"]]
        here.cards_printed = here.municipality.day_of(row["last"])
    for pk in kept.filter(kind=Kind.BUDGET, month__year=day.year + 1).values_list("municipality_id", flat=True):
        found[pk].has_budget = True


def cards(found, day):
    for batch, clock in card_days.overdue([each.municipality for each in found.values()], day):
        found[batch.municipality_id].late_cards.append((batch, clock))


def corrections(found, day):
    """Late by the clock of the database: the law counts hours."""
    rows = CorrectionRequest.objects.filter(municipality__in=found).still_open().order_by().values("municipality_id")
    late = Q(asked_at__lt=Now() - CorrectionRequest.ANSWERED_WITHIN)
    for row in rows.annotate(count=Count("pk"), late=Count("pk", filter=late)):
        here = found[row["municipality_id"]]
        here.open_corrections, here.late_corrections = row["count"], row["late"]


def sipp(found, day):
    refused = people_of_sipp.refused_in(list(found)).order_by().values("municipality_id")
    for row in refused.annotate(count=Count("enrollment__worker", distinct=True)):
        found[row["municipality_id"]].refused_by_sipp = row["count"]
    checked = SippReply.objects.filter(municipality__in=found, status=SippReply.Status.CHECKED).order_by()
    for row in checked.values("municipality_id").annotate(count=Count("pk")):
        found[row["municipality_id"]].sipp_replies = row["count"]


def added_up(standings, name):
    """A Counter of all municipalities together."""
    total = Counter()
    for each in standings:
        total.update(getattr(each, name))
    return defaultdict(int, total)
