"""The page of a hand-over and its papers."""

import pytest
from django.urls import reverse

from common.personal import masked_kpj
from municipalities import audit
from municipalities.models import AuditEvent
from reports import handover_papers
from reports.papers import attendance, handover_minutes
from tests.factories.enrollment import make_enrollment
from tests.factories.handovers import make_batch
from tests.reports.letters import says
from tests.safety.attack import administrator


@pytest.fixture
def batch(world):
    with administrator():
        return make_batch(world.bengkulu, by=world.operator, cards=3, quotas=[2, 2], hosts=["Wali Kota Bengkulu"])


def page(batch, name="handover_detail", *more):
    return reverse(name, args=[batch.public_id, *more])


def test_the_page_shows_sessions_with_their_quotas_and_what_is_left(operator_client, batch):
    context = operator_client.get(page(batch)).context
    assert [(each["quota"], each["left"], each["numbers"]) for each in context["sessions"]] == [
        (2, 2, "1-2"),
        (2, 1, "3"),
    ]
    assert context["left_by_unit"] == [{"name": "SDN 1", "cards": 3, "left": 3}]


def test_cards_are_ticked_off_on_the_page(operator_client, batch):
    response = operator_client.post(page(batch, "handover_tick"), {"numbers": "1-2"}, follow=True)
    assert response.context["batch"]["handed_over"] == 2
    assert "2 kartu dicatat diserahkan." in response.content.decode()


def test_a_number_that_is_not_there_is_answered_beside_the_field(operator_client, batch):
    response = operator_client.post(page(batch, "handover_tick"), {"numbers": "9"})
    assert response.status_code == 422
    assert response.context["tick_form"].errors["numbers"] == ["Nomor 9 tidak ada dalam penyerahan ini."]


def test_a_wrong_tick_is_taken_back_on_the_page(officer_client, batch):
    officer_client.post(page(batch, "handover_tick"), {"numbers": "1"})
    given = {"number": 1, "reason": "Salah orang"}
    response = officer_client.post(page(batch, "handover_take_back"), given, follow=True)
    assert response.context["batch"]["handed_over"] == 0
    assert "Nomor 1: Salah orang" in response.content.decode()


def test_an_officer_of_another_branch_finds_no_such_hand_over(visit, world, batch):
    assert visit(world.foreign_officer).get(page(batch)).status_code == 404


def test_the_attendance_sheet_names_everybody_of_its_session(world, batch):
    with world.acting(world.operator):
        sheet = attendance.to_pdf(handover_papers.sheet_of(batch, batch.sessions.get(number=1)))
    assert says(sheet, "1 dari 2", masked_kpj("23000000000"), "Siti Aminah", "09.00 WIB")


def test_the_minutes_count_what_was_handed_over_and_what_is_left(world, batch, operator_client):
    operator_client.post(page(batch, "handover_tick"), {"numbers": "1-2"})
    with world.acting(world.operator):
        minutes = handover_minutes.to_pdf(handover_papers.minutes_of(batch))
    assert says(minutes, "2 dari 3 kartu", "1 kartu belum diserahkan", "SDN 1")


def test_a_paper_of_the_hand_over_is_kept_and_led_to(operator_client, batch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    response = operator_client.post(page(batch, "handover_minutes"))
    assert b"".join(operator_client.get(response["Location"]).streaming_content).startswith(b"%PDF-")


PLAN = {"title": "Kartu guru", "date": "2026-11-30", "place": "Kantor Wali Kota", "hosts": "Wali Kota\nSekda"}


@pytest.fixture
def waiting(world):
    """Three people with a number and no hand-over."""
    with administrator():
        for number in range(3):
            make_enrollment(world.bengkulu, kpj=f"23{number:09d}")


def test_a_hand_over_is_planned_in_sessions_by_the_clock_of_the_city(operator_client, waiting):
    sessions = {"start_1": "13:30", "quota_1": 1, "start_2": "09:00", "quota_2": 2}
    response = operator_client.post(reverse("handover_new"), PLAN | sessions, follow=True)
    assert [(each["start_label"], each["quota"]) for each in response.context["sessions"]] == [
        ("30 November 2026 09.00 WIB", 2),
        ("30 November 2026 13.30 WIB", 1),
    ]
    assert response.context["batch"]["hosts"] == ["Wali Kota", "Sekda"]


@pytest.mark.parametrize(
    ("sessions", "field"),
    [
        pytest.param({}, "start_1", id="no session"),
        pytest.param({"start_1": "09:00"}, "quota_1", id="a start without a quota"),
        pytest.param({"start_1": "09:00", "quota_1": 2}, "quota_1", id="not room for all"),
    ],
)
def test_a_plan_that_does_not_work_out_is_answered_beside_the_field(operator_client, waiting, sessions, field):
    response = operator_client.post(reverse("handover_new"), PLAN | sessions)
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_the_page_says_how_many_cards_wait(officer_client, waiting):
    response = officer_client.get(reverse("handover_new"))
    assert "3 kartu belum masuk penyerahan mana pun" in response.content.decode()


def test_nobody_plans_where_no_card_waits(operator_client, batch):
    assert "Tidak ada kartu yang menunggu" in operator_client.get(reverse("handover_new")).content.decode()


def test_a_branch_plans_for_no_city_of_another_branch(officer_client, world, waiting):
    given = PLAN | {"start_1": "09:00", "quota_1": 3, "kota": str(world.kupang.public_id)}
    assert officer_client.post(reverse("handover_new"), given).status_code == 404


def session_page(batch, number=1):
    return page(batch, "handover_session", number)


def test_the_cards_of_a_session_are_ticked_off_by_box(operator_client, batch):
    assert "Siti Aminah" in operator_client.get(session_page(batch)).content.decode()
    response = operator_client.post(page(batch, "handover_tick"), {"sesi": 1, "numbers": ["1", "2"]}, follow=True)
    assert response.redirect_chain == [(session_page(batch), 302)]
    assert response.context["session"]["left"] == 0


def test_no_box_is_ticked_and_nothing_is_handed_over(operator_client, batch):
    response = operator_client.post(page(batch, "handover_tick"), {"sesi": 1}, follow=True)
    assert "Belum ada kartu yang dicentang" in response.content.decode()
    assert response.context["session"]["handed_over"] == 0


def test_the_list_of_a_session_is_narrowed_to_a_unit_and_to_who_is_left(operator_client, batch, world):
    operator_client.post(page(batch, "handover_tick"), {"numbers": "1"})
    given = {"unit": world.bengkulu.school.public_id, "keadaan": "belum"}
    assert [each.number for each in operator_client.get(session_page(batch), given).context["cards"]] == [2]


@pytest.mark.parametrize("unit", ["x", "00000000-0000-0000-0000-000000000001"])
def test_a_list_of_no_unit_of_ours_is_not_found(operator_client, batch, unit):
    assert operator_client.get(session_page(batch), {"unit": unit}).status_code == 404


def test_whoever_opens_the_list_of_a_session_has_seen_its_people_and_no_others(operator_client, batch):
    operator_client.get(session_page(batch))
    with administrator():
        first = list(batch.sessions.get(number=1).handovers.values_list("enrollment__worker", flat=True))
        seen = AuditEvent.objects.filter(action="card_batch.viewed").latest("pk").detail[audit.PEOPLE]
    assert seen == audit.as_ranges(first)


def test_a_later_session_is_added_on_the_page(operator_client, batch):
    given = {"start_at": "30-11-2026 13.30", "place": "Aula", "officer": "Rina"}
    response = operator_client.post(page(batch, "handover_session_new"), given, follow=True)
    assert [(each["start_label"], each["quota"]) for each in response.context["sessions"]][-1] == (
        "30 November 2026 13.30 WIB",
        3,
    )


def test_a_session_that_begins_too_early_is_answered_beside_the_field(operator_client, batch):
    response = operator_client.post(page(batch, "handover_session_new"), {"start_at": "01-11-2026 09.00"})
    assert response.status_code == 422
    assert "start_at" in response.context["form"].errors


def test_a_session_is_changed_on_the_page_by_the_clock_of_the_city(operator_client, batch):
    address = page(batch, "handover_session_change", 1)
    assert 'value="09-11-2026 09.00"' in operator_client.get(address).content.decode()
    given = {"start_at": "09-11-2026 08.00", "place": "Aula", "quota": 9}
    response = operator_client.post(address, given, follow=True)
    assert response.context["sessions"][0]["start_label"] == "9 November 2026 08.00 WIB"


def test_a_unit_is_moved_on_the_page_where_the_session_has_room(operator_client, batch, world):
    given = {"unit": world.bengkulu.school.public_id, "session": "2"}
    response = operator_client.post(page(batch, "handover_move"), given)
    assert response.context["form"].errors["session"] == [
        "Sesi 2 masih memuat 1 kartu, unit ini 2. Besarkan dulu kuota sesi itu."
    ]
    operator_client.post(
        page(batch, "handover_session_change", 2), {"start_at": "09-11-2026 10.00", "place": "Aula", "quota": 3}
    )
    response = operator_client.post(page(batch, "handover_move"), given, follow=True)
    assert [each["numbers"] for each in response.context["sessions"]] == ["", "1-3"]


def test_late_cards_lead_to_their_hand_over_from_the_home_page(operator_client, batch):
    operator_client.post(page(batch, "handover_days"), {"received_date": "09-11-2026"})
    home = operator_client.get(reverse("home")).content.decode()
    assert "Kartu guru: 3 kartu belum diserahkan" in home
    assert str(batch.get_absolute_url()) in home


def test_days_of_cards_that_cannot_be_are_answered_beside_the_field(operator_client, batch):
    given = {"complete_date": "10-11-2026", "received_date": "09-11-2026"}
    response = operator_client.post(page(batch, "handover_days"), given)
    assert "received_date" in response.context["form"].errors


def test_what_is_left_is_printed_by_unit_for_who_takes_it_back(world, batch, operator_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    operator_client.post(page(batch, "handover_tick"), {"numbers": "1"})
    response = operator_client.post(page(batch, "handover_left"))
    paper = b"".join(operator_client.get(response["Location"]).streaming_content)
    assert says(paper, "2 kartu dari 1 unit", "SDN 1", "Siti Aminah", masked_kpj("23000000001"))


def test_nothing_is_printed_where_nothing_is_left(operator_client, batch):
    operator_client.post(page(batch, "handover_tick"), {"numbers": "1-3"})
    response = operator_client.post(page(batch, "handover_left"), follow=True)
    assert "Tidak ada sisa" in response.content.decode()
