"""The home page: what this role has to do, whom it waits for, the figures and the year's cycle."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from contributions import bills, payments, runs
from contributions.models import Bill, ContributionRun
from enrollment.models import PopulationFigure, Roster
from tests.factories.claims import ClaimOnItsWay
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_figure, make_gap, make_target
from tests.safety.attack import administrator
from tests.safety.force import by_force


NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
HOME = reverse("home")


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def enrolled(world):
    """One of two teachers is enrolled in Bengkulu."""
    with administrator():
        make_enrollment(world.bengkulu)
        PopulationFigure.objects.create(
            municipality=world.bengkulu, category=world.bengkulu.gtt, figure=2, as_of=date(2026, 1, 1), source="BKD",
            is_reference=True,
        )  # fmt: skip
    return world


UNATTENDED = "Kesenjangan 1 orang belum ada penanggung jawabnya"


def titles(tasks):
    return [task["title"] for task in tasks]


def run_of(city, status="CALCULATED", month=date(2026, 10, 1), **given):
    """Past the moves of a run: it begins open."""
    with administrator(), by_force():
        return ContributionRun.objects.create(
            municipality=city, month=month, status=status, workers=1, total=8_100, **given
        )


def approved(world):
    return run_of(
        world.bengkulu, status="APPROVED", calculated_by=world.operator, calculated_at=NOON,
        approved_by=world.approver, approved_at=NOON,
    )  # fmt: skip


def bill_of(world, due_date):
    run = approved(world)
    with administrator():
        return Bill.objects.create(
            municipality=world.bengkulu, number=1, segment="PU", run=run, month=run.month, due_date=due_date,
            workers=1, total=8_100, issued_by=world.treasurer, issued_at=NOON,
        )  # fmt: skip


def pay(world, bill, amount):
    with world.acting(world.treasurer, "TREASURER"):
        payments.record(
            bill=bill, payment_date=date(2026, 11, 20), amount=amount, reference="SP2D 1", key=uuid.uuid4(),
            by=world.treasurer, at=NOON,
        )  # fmt: skip


def step_of_money(client):
    return next(step for step in client.get(HOME).context["steps"] if step["title"] == "Iuran bulanan")


def test_the_first_thing_to_do_in_an_empty_city_is_a_roster(operator_client, approver_client, world):
    (task,) = operator_client.get(HOME).context["tasks"]
    assert (task["title"], task["url"], task["status"]) == ("Unggah roster pertama", reverse("roster_upload"), "todo")
    page = approver_client.get(HOME)
    assert (titles(page.context["tasks"]), titles(page.context["waiting"])) == ([], ["Unggah roster pertama"])
    assert "Tidak ada tugas" in page.content.decode()


def test_a_newcomer_with_tasks_reads_where_to_begin_until_something_is_done(operator_client, enrolled):
    page = operator_client.get(HOME)
    assert titles(page.context["tasks"]) == ["Hitung iuran Oktober 2026", UNATTENDED]
    assert [start["url"] for start in page.context["starts"]] == [
        reverse(name) for name in ("roster_list", "run_list", "coverage")
    ]
    run_of(enrolled.bengkulu, calculated_by=enrolled.operator, calculated_at=NOON)
    page = operator_client.get(HOME)
    assert (titles(page.context["tasks"]), page.context["starts"]) == ([UNATTENDED], [])


def test_whoever_did_something_finds_it_again(operator_client, approver_client, enrolled):
    run_of(enrolled.bengkulu, calculated_by=enrolled.operator, calculated_at=NOON)
    (done,) = operator_client.get(HOME).context["recent"]
    assert (done["title"], done["at"]) == ("Iuran Oktober 2026 dihitung", NOON)
    assert operator_client.get(done["url"]).status_code == 200
    assert approver_client.get(HOME).context["recent"] == []


def test_people_without_a_wage_are_asked_for_the_running_month_too(operator_client, enrolled):
    """BPU is due on the 15th of the month itself (PP 44/2015): to ask after its end would be too late."""
    with administrator():
        make_enrollment(enrolled.bengkulu, segment="BPU", wage=None)
    tasks = {task["title"]: task for task in operator_client.get(HOME).context["tasks"]}
    assert tasks["Hitung iuran November 2026"]["status"] == "late"
    assert "Jatuh tempo 16-11-2026." in tasks["Hitung iuran November 2026"]["detail"]  # the 15th is a Sunday
    assert list(tasks) == ["Hitung iuran Oktober 2026", "Hitung iuran November 2026"]


def test_salaried_people_are_not_asked_for_before_the_month_is_over(operator_client, enrolled):
    assert titles(operator_client.get(HOME).context["tasks"]) == ["Hitung iuran Oktober 2026", UNATTENDED]


def billed(world):
    """October of Bengkulu, calculated, approved and billed by the verbs."""
    with world.acting(world.operator):
        run = runs.open_month(municipality=world.bengkulu, month=date(2026, 10, 1), by=world.operator, at=NOON)
        run = runs.calculate(run=run, by=world.operator, at=NOON)
    with world.acting(world.approver, "APPROVER"):
        run = runs.approve(run=run, by=world.approver, at=NOON)
    with world.acting(world.treasurer, "TREASURER"):
        return bills.issue(run=run, by=world.treasurer, at=NOON)


def test_a_month_whose_bill_was_cancelled_is_not_paid_but_to_be_billed(visit, operator_client, enrolled):
    world = enrolled
    [bill] = billed(world)
    assert step_of_money(operator_client)["status_label"] == "lewat jatuh tempo"
    with world.acting(world.treasurer, "TREASURER"):
        bills.cancel(bill=bill, by=world.treasurer, at=NOON, reason="salah unit")
    assert step_of_money(operator_client)["status_label"] == "belum ditagih"
    assert titles(visit(world.treasurer).get(HOME).context["tasks"]) == ["Buat tagihan Oktober 2026"]


def test_a_month_that_was_not_calculated_is_the_operators_task(operator_client, enrolled):
    assert titles(operator_client.get(HOME).context["tasks"]) == ["Hitung iuran Oktober 2026", UNATTENDED]


def test_the_approver_waits_for_the_operator(approver_client, enrolled):
    page = approver_client.get(HOME)
    assert titles(page.context["waiting"]) == ["Hitung iuran Oktober 2026", UNATTENDED]
    assert "Menunggu: Operator kepegawaian" in page.content.decode()


def test_a_calculated_month_is_the_approvers_task(approver_client, operator_client, enrolled):
    run = run_of(enrolled.bengkulu, calculated_by=enrolled.operator, calculated_at=NOON)
    (task,) = approver_client.get(HOME).context["tasks"]
    assert (task["title"], task["url"]) == ("Setujui iuran Oktober 2026", run.get_absolute_url())
    assert titles(operator_client.get(HOME).context["waiting"]) == ["Setujui iuran Oktober 2026"]


def test_a_month_calculated_before_it_is_over_is_the_approvers_task_too(approver_client, enrolled):
    approved(enrolled)
    run_of(enrolled.bengkulu, month=date(2026, 11, 1), calculated_by=enrolled.operator, calculated_at=NOON)
    assert titles(approver_client.get(HOME).context["tasks"]) == ["Setujui iuran November 2026"]


def test_a_bill_is_the_treasurers_task_until_it_is_paid(visit, enrolled, operator_client):
    bill = bill_of(enrolled, due_date=date(2026, 11, 16))
    treasurer = visit(enrolled.treasurer)
    (task,) = treasurer.get(HOME).context["tasks"]
    assert (task["title"], task["status"], task["url"]) == (
        "1 tagihan belum lunas",
        "late",
        bill.run.get_absolute_url(),
    )
    assert task["detail"].startswith("Jatuh tempo 16-11-2026. Sisa Rp8.100.")
    assert titles(operator_client.get(HOME).context["waiting"]) == ["1 tagihan belum lunas"]
    pay(enrolled, bill, 8_000)
    assert "Sisa Rp100" in treasurer.get(HOME).context["tasks"][0]["detail"]
    pay(enrolled, bill, 100)
    assert treasurer.get(HOME).context["tasks"] == []


def test_the_cycle_says_whether_the_month_is_late_or_paid(operator_client, enrolled):
    bill = bill_of(enrolled, due_date=date(2026, 11, 16))
    assert step_of_money(operator_client)["status_label"] == "lewat jatuh tempo"
    pay(enrolled, bill, 8_100)
    assert step_of_money(operator_client)["status_label"] == "lunas"


def test_the_operator_reads_what_comes_next_when_nothing_is_open(operator_client, enrolled):
    pay(enrolled, bill_of(enrolled, due_date=date(2026, 11, 16)), 8_100)
    with administrator():
        make_enrollment(enrolled.bengkulu)  # the second of the two: nobody is missing
    assert "Berikutnya: iuran November 2026, mulai 01-12-2026." in operator_client.get(HOME).content.decode()


def test_a_roster_that_asks_a_question_is_a_task_of_whoever_commits(operator_client, clerk_client, world):
    with administrator():
        Roster.objects.create(
            municipality=world.bengkulu, number=1, start_date=date(2026, 11, 1), file_name="a.xlsx", sha256="0" * 64,
            status="WAITING", received_by=world.operator, received_at=NOON,
        )  # fmt: skip
    assert titles(operator_client.get(HOME).context["tasks"]) == ["1 roster menunggu jawaban"]
    # It is of the whole city, not of the clerk's unit.
    assert titles(clerk_client.get(HOME).context["tasks"]) == ["Unggah roster pertama"]


def test_units_with_people_missing_are_a_task_until_the_gap_is_closed(operator_client, approver_client, enrolled):
    with administrator():
        gap = make_gap(enrolled.bengkulu)
    missing = ["Hitung iuran Oktober 2026", "1 unit dengan pekerja yang belum terdaftar"]
    assert titles(operator_client.get(HOME).context["tasks"]) == missing
    assert titles(approver_client.get(HOME).context["waiting"]) == missing
    with administrator():
        gap.status = "DONE"
        gap.save()
    assert titles(operator_client.get(HOME).context["tasks"]) == ["Hitung iuran Oktober 2026", UNATTENDED]


def test_a_roster_saved_after_midnight_stands_under_the_citys_own_date(operator_client, world):
    late = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # half past midnight of the 24th in Bengkulu
    with administrator():
        Roster.objects.create(
            municipality=world.bengkulu, number=1, start_date=date(2026, 11, 1), file_name="a.xlsx", sha256="0" * 64,
            status="COMMITTED", received_by=world.operator, received_at=late, committed_by=world.operator,
            committed_at=late,
        )  # fmt: skip
    assert step(operator_client, "Roster")["detail"] == "1 berkas, terakhir 24-11-2026."


def figures(client):
    return {figure["label"]: figure["value"] for figure in client.get(HOME).context["figures"]}


def test_the_figures_are_those_of_the_city(operator_client, enrolled):
    found = figures(operator_client)
    assert (found["Pekerja terlindungi"], found["Cakupan"]) == ("1", "50,0 %")


def test_the_figures_say_which_group_each_of_them_counts(operator_client, enrolled):
    """Of some kinds of workers the number is known, of others it is not: neither is taken for the whole."""
    with administrator():
        make_enrollment(enrolled.bengkulu, category=enrolled.bengkulu.cadre)
        make_enrollment(enrolled.bengkulu, category=enrolled.bengkulu.cadre)
    details = {each["label"]: each["detail"] for each in operator_client.get(HOME).context["figures"]}
    assert details["Pekerja terlindungi"].startswith("1 guru tidak tetap dan 2 pekerja non-ASN lain")
    assert details["Cakupan"] == (
        "Guru tidak tetap: 1 dari 2 terlindungi, belum 1. "
        "Tanpa 2 pekerja non-ASN lain: jumlah seluruhnya belum diketahui."
    )
    assert "2 pekerja non-ASN lain" in step(operator_client, "Pendaftaran")["detail"]


def test_a_city_whose_counted_workers_are_all_in_is_not_complete_while_others_are_uncounted(operator_client, world):
    with administrator():
        make_figure(world.bengkulu, 1)
        make_enrollment(world.bengkulu)
        make_enrollment(world.bengkulu, category=world.bengkulu.cadre)
    steps = {title: step(operator_client, title)["status"] for title in ("Pendaftaran", "Telaah kesenjangan")}
    assert steps == {"Pendaftaran": "running", "Telaah kesenjangan": "running"}


def test_a_gap_that_nobody_sees_to_is_a_task(operator_client, approver_client, enrolled):
    (task,) = [task for task in operator_client.get(HOME).context["tasks"] if task["title"] == UNATTENDED]
    assert task["url"] == f"{reverse('coverage_city', args=[enrolled.bengkulu.public_id])}#tugas"
    assert titles(approver_client.get(HOME).context["waiting"]) == ["Hitung iuran Oktober 2026", UNATTENDED]


def test_a_gap_of_the_whole_city_stays_a_task_with_its_owner_until_it_is_closed(operator_client, enrolled):
    with administrator():
        gap = make_gap(
            enrolled.bengkulu, unit=enrolled.bengkulu.root, owner="Kepala BKPSDM", due_date=date(2026, 12, 31)
        )
    (task,) = [task for task in operator_client.get(HOME).context["tasks"] if "Kesenjangan" in task["title"]]
    assert (task["title"], task["detail"]) == (
        "Kesenjangan 1 orang",
        "Jatuh tempo 31-12-2026. Ditangani Kepala BKPSDM.",
    )
    with administrator():
        gap.status = "DONE"
        gap.save()
    assert titles(operator_client.get(HOME).context["tasks"]) == ["Hitung iuran Oktober 2026", UNATTENDED]


def test_a_task_whose_day_is_past_is_late(operator_client, enrolled):
    with administrator():
        make_gap(enrolled.bengkulu, due_date=date(2026, 11, 23))
    late = [task for task in operator_client.get(HOME).context["tasks"] if task["status"] == "late"]
    assert titles(late) == ["Hitung iuran Oktober 2026", "1 kesenjangan lewat jatuh temponya"]


def test_a_missed_target_is_a_late_task_that_says_what_to_do(operator_client, officer_client, enrolled):
    with administrator():
        make_target(enrolled.bengkulu, 2, set_date=date(2023, 1, 9), due_date=date(2023, 3, 9))
    task = operator_client.get(HOME).context["tasks"][0]  # late the longest
    assert (task["title"], task["status"]) == ("Sasaran cakupan lewat jatuh tempo", "late")
    assert task["detail"] == "Jatuh tempo 09-03-2023. Masih kurang 1 orang. Tetapkan sasaran baru."
    assert titles(officer_client.get(HOME).context["tasks"]) == ["Sasaran cakupan lewat jatuh tempo"]


def test_a_clerk_sees_no_share_of_a_city_of_which_only_a_part_is_shown(clerk_client, enrolled):
    assert [*figures(clerk_client)] == ["Pekerja terlindungi"]


def step(client, title):
    return next(step for step in client.get(HOME).context["steps"] if step["title"] == title)


def test_the_cycle_has_nine_steps(operator_client, enrolled):
    assert len(operator_client.get(HOME).context["steps"]) == 9


def test_a_step_is_computed_and_never_ticked(operator_client, enrolled):
    assert step(operator_client, "Iuran bulanan")["status"] == "late"  # due on the 16th
    run_of(enrolled.bengkulu, calculated_by=enrolled.operator, calculated_at=NOON)
    assert step(operator_client, "Iuran bulanan")["status"] == "waiting"


def test_the_gap_stands_in_the_cycle(operator_client, enrolled):
    assert step(operator_client, "Telaah kesenjangan")["detail"] == "1 pekerja belum terlindungi."


def test_a_browser_that_asks_for_english_gets_no_page_of_two_languages(operator_client, enrolled):
    """There is no English catalogue: only Django's own words and dates would change, amid Indonesian sentences."""
    page = operator_client.get(reverse("coverage"), headers={"accept-language": "en-US,en;q=0.9"}).content.decode()
    assert '<html lang="id"' in page
    assert "1 Januari 2026" in page
    assert "January" not in page


def test_a_target_that_runs_is_a_task_with_its_day_and_owner(operator_client, enrolled):
    with administrator():
        make_target(enrolled.bengkulu, 2, owner="Dinas Pendidikan")
    (task,) = [task for task in operator_client.get(HOME).context["tasks"] if "Sasaran" in task["title"]]
    assert task["title"] == "Sasaran cakupan: masih kurang 1 orang"
    assert task["detail"] == "Jatuh tempo 31-12-2026. Dinas Pendidikan."


def test_a_granted_claim_waits_for_its_payment_to_be_recorded(world, visit):
    ClaimOnItsWay(world).brought_to("GRANTED")
    task = visit(world.treasurer).get(HOME).context["tasks"][0]
    assert task["title"] == "1 klaim menunggu catatan pembayaran"
    assert task["url"] == f"{reverse('claim_list')}?keadaan=GRANTED"
