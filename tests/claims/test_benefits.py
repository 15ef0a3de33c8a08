"""What the heirs receive: by the law of the day of death, to the rupiah, each amount with its article."""

from datetime import UTC, date, datetime

import pytest

from claims import benefits, heirs, steps
from claims.models import Claim
from contributions.models import ContributionLine, ContributionRun
from enrollment.models import PastWage
from municipalities.models import MinimumWage, WageBasis
from tests.factories.claims import AT, ClaimOnItsWay, make_worker_of
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator
from tests.safety.force import by_force


def lines(way):
    with way.operator():
        return {line.benefit: line.amount for line in way.claim.benefit_lines.all()}


def opened(world, *, worker=None, start=date(2015, 8, 1), **given):
    worker = worker or make_worker_of(world, start_date=start)
    return ClaimOnItsWay(world, worker, **given)


@pytest.mark.parametrize(("death_date", "total"), [(date(2019, 12, 1), 24_000_000), (date(2019, 12, 2), 42_000_000)])
def test_the_law_of_the_day_of_death_counts(world, death_date, total):
    assert sum(lines(opened(world, death_date=death_date)).values()) == total


def test_a_work_accident_is_48_times_the_wage_and_12_and_10_million(world):
    assert lines(opened(world, cause="WORK_ACCIDENT")) == {
        "LUMP_SUM": 48 * 1_500_000, "PERIODIC": 12_000_000, "FUNERAL": 10_000_000,
    }  # fmt: skip


def test_every_line_names_its_article_and_its_day(world):
    way = opened(world)
    with way.operator():
        for line in way.claim.benefit_lines.all():
            assert (line.source, line.as_of) == ("PP 82/2019 Art. 34(1)", way.claim.death_date)


@pytest.mark.parametrize(("basis", "wage"), [
    ({"basis": "FIXED", "amount": 2_000_000}, 2_000_000), ({"basis": "UMK"}, 2_500_000),
    ({"basis": "ACTUAL"}, 1_500_000),
])  # fmt: skip
def test_the_wage_is_the_one_that_the_city_reports(world, basis, wage):
    with administrator():
        WageBasis.objects.filter(municipality=world.bengkulu).update(**{"amount": None} | basis)
        MinimumWage.objects.create(
            municipality=world.bengkulu, amount=2_500_000, source="-", start_date=date(2015, 1, 1)
        )
    assert lines(opened(world, cause="WORK_ACCIDENT"))["LUMP_SUM"] == 48 * wage


@pytest.mark.parametrize(("until", "wage"), [(date(2026, 12, 1), 1_200_000), (date(2026, 11, 1), 1_500_000)])
def test_a_raise_after_the_accident_does_not_raise_the_benefit(world, until, wage):
    worker = make_worker_of(world, start_date=date(2022, 1, 1))
    with administrator():
        enrollment = worker.enrollments.get()
        PastWage.objects.create(
            municipality=world.bengkulu, enrollment=enrollment, unit=enrollment.unit, until=until, wage=1_200_000
        )
    assert lines(opened(world, worker=worker, cause="WORK_ACCIDENT"))["LUMP_SUM"] == 48 * wage


def reported(world, enrollment, approved, base, **run):
    """An approved line of October, past its long way."""
    october = {"municipality": world.bengkulu, "month": date(2026, 10, 1)}
    run = ContributionRun.objects.create(
        **october, status="APPROVED", approved_by=world.approver, lines_total=0,
        approved_at=datetime(approved.year, approved.month, approved.day, 3, tzinfo=UTC), **run,
    )  # fmt: skip
    ContributionLine.objects.create(
        **october, run=run, enrollment=enrollment, unit=enrollment.unit, program="JKK", payer="EMPLOYER", segment="PU",
        base=base, rate=240, factor=100, amount=0, source="-",
    )  # fmt: skip


@pytest.mark.parametrize(("approved", "wage"), [(date(2026, 11, 1), 1_800_000), (date(2026, 11, 3), 1_600_000)])
def test_a_correction_counts_that_was_approved_by_the_day_of_the_accident(world, approved, wage):
    worker = make_worker_of(world, start_date=date(2022, 1, 1))
    months = {"since": date(2026, 10, 1), "until": date(2026, 10, 1)}
    with administrator(), by_force():
        enrollment = worker.enrollments.get()
        reported(world, enrollment, date(2026, 10, 20), 1_600_000)
        reported(world, enrollment, approved, 1_800_000, kind="CORRECTION", seq=1, **months)
    assert lines(opened(world, worker=worker, cause="WORK_ACCIDENT"))["LUMP_SUM"] == 48 * wage


def test_two_enrollments_bring_one_benefit(world):
    worker = make_worker_of(world, start_date=date(2018, 10, 1))
    with administrator():
        make_enrollment(world.bengkulu, worker, category=world.bengkulu.cadre, start_date=date(2018, 10, 1))
    way = opened(world, worker=worker)
    assert sum(lines(way).values()) == 42_000_000
    assert "ONE_BENEFIT" in {found["code"] for found in way.claim.findings}


def test_a_balance_is_the_branchs_word_with_its_source(world, way):
    with way.operator():
        with pytest.raises(benefits.BalanceUnsourced):
            benefits.report_balance(claim=way.claim, amount=35_600_000, source=" ", by=world.operator, at=AT)
        benefits.report_balance(claim=way.claim, amount=35_600_000, source="Surat 12", by=world.operator, at=AT)
        balance = way.claim.benefit_lines.get(program="JHT")
    assert (balance.amount, balance.source[-8:]) == (35_600_000, "Surat 12")
    assert sum(lines(way).values()) == 77_600_000


def test_a_sum_above_the_limit_asks_for_the_tax_number(world, way):
    with way.operator():
        assert not way.claim.documents.filter(kind="NPWP").exists()
        benefits.report_balance(claim=way.claim, amount=35_600_000, source="Surat 12", by=world.operator, at=AT)
        assert way.claim.documents.filter(kind="NPWP", asked=True).exists()
        benefits.report_balance(claim=way.claim, amount=None, source="", by=world.operator, at=AT)
        assert way.claim.documents.filter(kind="NPWP", asked=False).exists()


def test_three_equal_heirs_of_a_sum_that_does_not_divide_share_it_to_the_rupiah(world, way):
    with way.operator():
        benefits.report_balance(claim=way.claim, amount=1, source="Surat 12", by=world.operator, at=AT)
    for name, relation in (("Rina", "WIDOW"), ("Adi", "CHILD"), ("Ayu", "CHILD")):
        way.add_heir(name=name, relation=relation, birth_date=date(2000, 1, 1))
    with way.operator():
        assert [heir.share for heir in way.claim.heirs.all()] == [14_000_001, 14_000_000, 14_000_000]


def test_several_heirs_ask_for_a_power_of_attorney(world, way):
    way.add_heir()
    way.add_heir(name="Adi", relation="CHILD", birth_date=date(2000, 1, 1))
    with way.operator():
        assert way.claim.documents.filter(kind="POWER_OF_ATTORNEY", asked=True).exists()


def test_two_children_have_a_scholarship_each_and_a_third_is_left_over(world, way):
    with way.operator():
        for name, level in (("Adi", "SD"), ("Ayu", "SMP"), ("Ani", "TK")):
            heirs.add_child(
                claim=way.claim, name=name, birth_date=date(2014, 1, 1), level=level, by=world.operator, at=AT
            )
        yearly = [child.yearly_amount for child in way.claim.children.all()]
    assert yearly == [1_500_000, 2_000_000, 0]
    assert "MORE_CHILDREN_THAN_SCHOLARSHIPS" in way.claim.remarks


def test_a_child_that_works_has_no_scholarship(world, way):
    with way.operator():
        heirs.add_child(
            claim=way.claim, name="Adi", birth_date=date(2008, 1, 1), level="SMA", works=True, by=world.operator, at=AT
        )
        assert way.claim.children.get().qualifies is False


def test_without_a_date_of_the_number_the_branch_has_to_look(world):
    way = ClaimOnItsWay(world, number_issued_date=None)
    answers = {found["code"]: found["answer"] for found in way.claim.findings}
    assert answers["NUMBER_ISSUED"] == "NEEDS_BRANCH"
    assert way.claim.eligibility == Claim.Eligibility.NEEDS_BRANCH


def test_nothing_is_computed_any_more_once_submitted(world, way):
    way.brought_to("SUBMITTED")
    with way.operator(), pytest.raises(steps.ClaimUnderWay):
        benefits.compute(claim=way.claim, by=world.operator, at=AT)
