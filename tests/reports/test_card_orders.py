"""Orders of cards: printed by the queue, counted when the file is there, never twice without a reason."""

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from enrollment import cards as card_rows
from enrollment.models import Card
from municipalities.models import AuditEvent, Job
from reports import card_orders, cards, keeping
from reports.models import CardOrder, CardPrint, Paper
from tests.factories.enrollment import make_enrollment, make_worker
from tests.reports.reading import codes_of, text_of
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def people(world):
    with administrator():
        return [
            make_enrollment(world.bengkulu, make_worker(world.bengkulu, name), kpj=f"2300000000{number}")
            for number, name in enumerate(["Ani", "Budi", "Citra"])
        ]


def asked(world, **given):
    given = {"layout": "A4_10", "role": "OPERATOR"} | given
    with world.acting(world.operator):
        return card_orders.order(municipality=world.bengkulu, by=world.operator, at=timezone.now(), **given)


def seen(world, work):
    """What stands of the newest order once the queue was at it."""
    work()
    with administrator():
        return CardOrder.objects.select_related("paper").latest("pk")


def files_of(media):
    return [path for path in media.rglob("*") if path.is_file()]


def printed_cards():
    with administrator():
        return CardPrint.objects.count()


def test_each_card_has_its_line_and_its_own_code(world, people, work, media):
    asked(world)
    order = seen(world, work)
    with administrator():
        lines = CardPrint.objects.order_by("place").values_list("place", "page", "card__enrollment__worker__name")
        assert list(lines) == [(1, 2, "Ani"), (2, 2, "Budi"), (3, 2, "Citra")]
        assert Card.objects.living().count() == 3
    file = keeping.path_of(order.paper)
    assert len(set(codes_of(file))) == 3
    assert files_of(media) == [file]


def test_before_the_queue_has_done_it_no_card_is_printed(world, people, operator_client):
    order = asked(world)
    page = operator_client.get(order.get_absolute_url()).content.decode()
    assert ("Menunggu giliran" in page, printed_cards()) == (True, 0)


def test_a_card_is_printed_again_for_a_reason_alone(world, people, work):
    asked(world)
    work()
    with pytest.raises(card_orders.NothingToPrint, match="sudah pernah dicetak"):
        asked(world, ids=[people[0].pk])
    with pytest.raises(card_orders.ReasonMissing):
        asked(world, ids=[people[0].pk], only_new=False)
    asked(world, ids=[people[0].pk], only_new=False, reason="tinta luntur")
    assert seen(world, work).reason == "tinta luntur"
    with administrator():
        assert CardPrint.objects.filter(card__enrollment=people[0]).values("card").distinct().count() == 1


def test_of_a_lost_card_a_new_one_is_printed_without_a_reason_and_with_another_code(world, people, work):
    asked(world)
    before = codes_of(keeping.path_of(seen(world, work).paper))
    with world.acting(world.operator):
        card_rows.void(
            card=Card.objects.get(enrollment=people[1]), reason="LOST", by=world.operator, at=timezone.now()
        )
    asked(world)
    [code] = codes_of(keeping.path_of(seen(world, work).paper))
    assert code not in before


def test_pages_of_a_sheet_are_printed_again(world, people, work, operator_client, monkeypatch):
    with administrator():
        for number in range(12):
            make_enrollment(world.bengkulu, make_worker(world.bengkulu, f"Dewi {number:02}"), kpj=f"24{number:09}")
    asked(world)
    sheet = seen(world, work)
    assert (sheet.count, sheet.pages) == (15, 3)
    url = reverse("card_order_pages_again", args=[sheet.public_id])
    for pages in ("4", "x", "3-2"):
        assert operator_client.post(url, {"pages": pages, "reason": "macet"}).status_code == 422
    operator_client.post(url, {"pages": "3", "reason": "kertas macet"})
    again = seen(world, work)
    assert (again.count, again.pages, again.again_id) == (5, 1, sheet.pk)
    assert "Halaman 3 dari cetakan nomor 1" in operator_client.get(again.get_absolute_url()).content.decode()


def test_one_whose_name_cannot_be_printed_is_listed_and_stops_nobody(world, people, work, operator_client):
    with administrator():
        people[1].worker.name = "Сити"
        people[1].worker.save()
    asked(world)
    order = seen(world, work)
    assert (order.count, order.left_out) == (2, {"LETTER_MISSING": [people[1].pk]})
    page = operator_client.get(order.get_absolute_url()).content.decode()
    assert ("Ada huruf yang tidak dapat dicetak" in page, "Сити</a>" in page) == (True, True)


def test_where_the_file_breaks_nothing_counts_as_printed_and_it_can_be_begun_anew(
    world, people, work, media, monkeypatch, operator_client
):
    order = asked(world)
    whole = cards.sheet
    monkeypatch.setattr(
        cards, "sheet", lambda batch, *, out, **how: [whole(batch, out=out, **how), out.write_bytes(b"%PDF-")][0]
    )
    with pytest.raises(pikepdf.PdfError):
        work()
    assert (printed_cards(), files_of(media)) == (0, [])
    assert "tidak jadi dicetak" in operator_client.get(order.get_absolute_url()).content.decode()
    monkeypatch.undo()
    operator_client.post(reverse("card_order_start", args=[order.public_id]))
    assert seen(world, work).count == 3


def test_what_is_stopped_leaves_no_card_and_can_be_begun_anew(world, people, work, media, operator_client):
    order = asked(world)
    operator_client.post(reverse("card_order_stop", args=[order.public_id]))
    work()
    assert (printed_cards(), files_of(media)) == (0, [])
    assert "Pencetakan dihentikan" in operator_client.get(order.get_absolute_url()).content.decode()
    operator_client.post(reverse("card_order_start", args=[order.public_id]))
    assert (seen(world, work).count, printed_cards()) == (3, 3)


def test_stopped_at_the_very_end_the_file_goes_again(world, people, work, media, monkeypatch):
    order = asked(world)
    fill = card_orders.fill

    def stopped_meanwhile(**how):
        fill(**how)
        Job.objects.update(stop_asked_at=timezone.now(), stop_asked_by=world.operator)

    monkeypatch.setattr(card_orders, "fill", stopped_meanwhile)
    work()
    with administrator():
        assert (CardOrder.objects.get(pk=order.pk).done_at, Paper.objects.count()) == (None, 0)
    assert (printed_cards(), files_of(media)) == (0, [])


def test_a_message_that_comes_twice_prints_once(world, people, work):
    asked(world)
    work()
    work()
    assert printed_cards() == 3


def test_the_trail_says_whom_the_sheet_names_and_never_the_reason(world, people, work):
    asked(world)
    work()
    asked(world, only_new=False, reason="salah nama Budi")
    work()
    with administrator():
        told = AuditEvent.objects.filter(action__startswith="cards.")
        assert sorted(set(told.values_list("action", flat=True))) == ["cards.ordered", "cards.printed"]
        assert "Budi" not in str(list(told.values("detail", "label", "changes")))


def test_units_come_as_people_count_them(world, work):
    city = world.bengkulu
    with administrator():
        for number, (name, unit) in enumerate([("Zul", city.office), ("Ani", city.school)]):
            make_enrollment(city, make_worker(city, name), unit=unit, kpj=f"2300000000{number}")
    asked(world)
    text = text_of(keeping.path_of(seen(world, work).paper))
    assert text.index("Zul") < text.index("Ani")  # Dinas before SDN


def test_a_stranger_finds_no_order_and_voids_no_card(world, people, work, stranger_client):
    order = asked(world)
    work()
    with administrator():
        card = Card.objects.first()
    addresses = ["card_order", "card_order_progress", "card_order_stop", "card_order_start", "card_order_pages_again"]
    for name in addresses[:2]:
        assert stranger_client.get(reverse(name, args=[order.public_id])).status_code == 404
    for name in addresses[2:]:
        assert stranger_client.post(reverse(name, args=[order.public_id])).status_code == 404
    assert stranger_client.post(reverse("card_void", args=[card.public_id])).status_code == 404


def test_the_person_page_says_when_by_whom_and_why_and_voids_a_lost_card(world, people, work, operator_client):
    asked(world)
    work()
    asked(world, ids=[people[0].pk], only_new=False, reason="tinta luntur")
    work()
    url = reverse("worker_cards", args=[people[0].worker.public_id])
    page = operator_client.get(url)
    [card] = page.context["cards"][0]["printed"]
    assert [(each["reason"], "oleh" in each["label"]) for each in card["prints"]] == [
        ("tinta luntur", True),
        ("", True),
    ]
    operator_client.post(reverse("card_void", args=[card["public_id"]]), {"reason": "LOST", "note": "surat polisi"})
    assert "hilang" in operator_client.get(url).content.decode()
    again = operator_client.post(reverse("card_void", args=[card["public_id"]]), {"reason": "LOST"}, follow=True)
    assert "sudah dicabut" in again.content.decode()


def test_a_branch_sees_the_printing_of_cards_and_no_other_work_of_its_city(world, people):
    asked(world)
    with administrator():
        Job.objects.create(
            municipality=world.bengkulu, task="enrollment.tasks.check_roster", target_id=1, by=world.operator
        )
    with world.acting(world.officer, "OFFICER"):
        assert list(Job.objects.values_list("task", flat=True)) == [card_orders.PRINT]
    with world.acting(world.operator):
        assert Job.objects.count() == 2
