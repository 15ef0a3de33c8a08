"""
Serah terima tugas: what a successor has to know, of a city kept, of a branch handed over and not kept.

Read from the same Standings, coverage and worklist as the home page. Nothing of any worker stands in it. A paper of a
whole branch is of no city (docs/adr/0014); that it was taken along is written down in each city it speaks of.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.signing import side_of
from enrollment.models import CardBatch
from municipalities import audit
from municipalities.models import Office, Official, Scope
from municipalities.roles import BRANCH_ROLES, ROLE_LABELS
from reports import change_pack_tables as tables
from reports import city_coverage, headings, home, keeping, standing, worklist
from reports.duties import split
from reports.models import Kind
from reports.papers import change_pack as papers
from reports.papers.letters import Heading, Letterhead, Signer


PAYER = "BPJS Ketenagakerjaan"
ROWS = (14, 9, 7, 5, 4, 3, 2, 1)
PAGES = 2


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What both papers are made of, read once."""

    standings: list
    cities: dict  # {municipality id: CityCoverage}
    items: list  # of the worklist, as this side has them
    own: list  # the duties of the role
    batches: list  # hand-overs with cards left
    officials: list
    scopes: list


def print_city(*, municipality, role, by, at):
    """Print and keep the state of affairs of a city and what stands open, for a successor in this role; its Paper."""
    day = municipality.day_of(at)
    with override("id"):
        facts = facts_of([municipality], role=role, by=by, day=day)
        heading = headings.heading(municipality, number="", day=day)
        (here,) = facts.standings
        content = on_two_pages(
            lambda state, tasks: papers.ChangePack(
                heading=heading, subject=municipality.name, facts=tables.facts_of_city(here, role, by),
                state=tables.state_of_city(facts, state), tasks=tables.tasks_of(facts, tasks),
                **signed(ROLE_LABELS[role], by),
            )
        )  # fmt: skip
        title = _("Serah terima tugas %(role)s per %(day)s") % {
            "role": ROLE_LABELS[role], "day": date_format(day, "j F Y")
        }  # fmt: skip
    return keeping.keep(
        municipality=municipality, kind=Kind.CHANGE_PACK, title=title, content=content, of=municipality, by=by, at=at
    )  # fmt: skip


def of_branch(*, branch, municipalities, role, day, by, at):
    """The state of affairs of all cities of a branch and what stands open, as PDF."""
    for city in municipalities:
        audit.record("paper.of_branch_taken", of=city, municipality=city, by=by, at=at)
    with override("id"):
        facts = facts_of(municipalities, role=role, by=by, day=day)
        heading = Heading(letterhead=Letterhead(government=PAYER, office=branch.name), number="", place="", date=day)
        return on_two_pages(
            lambda state, tasks: papers.ChangePack(
                heading=heading, subject=branch.name, facts=tables.facts_of_branch(facts, role, by),
                state=tables.state_of_branch(facts, state), tasks=tables.tasks_of(facts, tasks),
                **signed(ROLE_LABELS[role], by),
            )
        )  # fmt: skip


def facts_of(municipalities, *, role, by, day):
    municipalities = sorted(municipalities, key=lambda city: city.name)
    here = standing.of(municipalities)
    cities = {city.municipality.pk: city for city in city_coverage.of_today(municipalities)}
    own, _others = split(home.stands_open(here, cities, role), role)
    batches = CardBatch.objects.filter(municipality__in=municipalities).counted().select_related("municipality")
    in_office = Official.objects.filter(municipality__in=municipalities).in_force_on(day)
    if role in BRANCH_ROLES:  # of each city the one whom a branch writes to
        in_office = in_office.filter(office__duty=Office.Duty.PERSONNEL)
    return Facts(
        standings=here, cities=cities, items=worklist.of(here, side=side_of(role)), own=own,
        batches=[batch for batch in batches.order_by("date", "pk") if batch.cards > batch.handed_over],
        officials=[*in_office.select_related("office").order_by("municipality__name", "office_id")],
        scopes=[*seen_scopes(municipalities, role=role, by=by, day=day)],
    )  # fmt: skip


def seen_scopes(municipalities, *, role, by, day):
    """Who holds which role, as far as the database shows it to whoever prints: a head of a branch keeps its people."""
    there = Scope.objects.in_force_on(day).filter(user__is_service=False, user__is_active=True)
    there = there.exclude(branch=None) if role in BRANCH_ROLES else there.filter(
        municipality__in=municipalities
    )  # fmt: skip
    return there.select_related("user", "municipality", "branch", "unit").order_by("role", "pk")


def on_two_pages(pack_of):
    """As many rows of each table as leave the state on one page, then as many as leave the tasks on the other."""
    state, _content = most_rows(lambda rows: pack_of(rows, 1))
    _tasks, content = most_rows(lambda rows: pack_of(state, rows))
    return content


def most_rows(pack_of):
    """(how many rows, the PDF of them)"""
    for rows in ROWS:
        content = papers.to_pdf(pack_of(rows))
        if keeping.pages_of(content) == PAGES:
            break
    return rows, content


def signed(office, by):
    return {
        "given_by": Signer(office=str(office), name=str(by)),
        "received_by": Signer(office=_("%(role)s yang baru") % {"role": office}),
    }
