"""People put right their own name and e-mail address; of an address that is somebody else's nobody learns a thing."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from municipalities.accounts import own_details
from municipalities.models import AccountEvent, AuditEvent, Mail, User
from tests.doors import enter, refresh
from tests.safety.attack import administrator


PASSWORD = "kuda laut menari di pagi"
OLD, NEW = "lama@bengkulukota.go.id", "baru@bengkulukota.go.id"


@pytest.fixture(autouse=True)
def forgotten_throttles():
    cache.clear()


@pytest.fixture
def person(world):
    """Somebody who signs in with the address, as whoever was invited does."""
    with administrator():
        User.objects.filter(pk=world.operator.pk).update(email=OLD, username=OLD)
    world.operator.refresh_from_db()
    return world.operator


@pytest.fixture
def mine(visit, person):
    return visit(person)


def mails_to(address):
    with administrator():
        return list(Mail.objects.filter(recipient=address).order_by("created_at").values_list("body", flat=True))


def ask(client, address=NEW):
    return client.post(reverse("address_change"), {"address": address}, follow=True)


def link_in(body):
    return re.search(r"/akun/surel/\S+/", body).group()


def names(user):
    with administrator():
        found = User.objects.get(pk=user.pk)
    return found.email, found.username


def test_the_own_name_is_put_right(world, mine, person):
    assert mine.post(reverse("own_name"), {"name": "  Siti   Rahma "}).url == reverse("account")
    person.refresh_from_db()
    assert str(person) == "Siti Rahma"
    with administrator():
        (seen,) = AuditEvent.objects.filter(action="account.name_changed").values("municipality", "by", "changes")
    changes = {"name": [OLD, "Siti Rahma"]}
    assert seen == {"municipality": world.bengkulu.pk, "by": person.pk, "changes": changes}
    (event,) = AccountEvent.objects.filter(about=person, action="account.name_changed")
    assert event.detail == {"before": {"name": OLD}, "after": {"name": "Siti Rahma"}}
    (body,) = mails_to(OLD)
    assert "baru saja diganti menjadi seperti di atas" in body


def test_the_own_name_again_leaves_no_second_row(mine, person):
    mine.post(reverse("own_name"), {"name": "Siti Rahma"})
    answer = mine.post(reverse("own_name"), {"name": "Siti Rahma"})
    assert (answer.status_code, "Itu sudah nama Anda." in answer.content.decode()) == (422, True)
    with administrator():
        assert AuditEvent.objects.filter(action="account.name_changed").count() == 1


@pytest.mark.parametrize("name", ["Yeni Marlina", "yeni marlina", "approver"])
def test_nobody_takes_the_name_of_a_colleague(world, mine, person, name):
    with administrator():
        User.objects.filter(pk=world.approver.pk).update(first_name="Yeni", last_name="Marlina")
    answer = mine.post(reverse("own_name"), {"name": name})
    assert (answer.status_code, "Rekan Anda sudah bernama demikian." in answer.content.decode()) == (422, True)


def test_of_people_of_another_city_nobody_learns_the_names(world, mine, person):
    with administrator():
        User.objects.filter(pk=world.stranger.pk).update(first_name="Yeni", last_name="Marlina")
    assert mine.post(reverse("own_name"), {"name": "Yeni Marlina"}).status_code == 302


def test_the_own_name_asks_who_is_there(mine, person):
    refresh(mine, person, ago=3600)
    assert "Pastikan ini Anda" in mine.post(reverse("own_name"), {"name": "Siti Rahma"}).content.decode()
    person.refresh_from_db()
    assert person.first_name == ""


def test_the_mail_to_an_address_of_the_own_choice_says_nothing_of_the_own_choice(mine, person):
    mine.post(reverse("own_name"), {"name": "Menangkan Hadiah"})
    ask(mine)
    assert "Menangkan" not in mails_to(NEW)[0]


@pytest.mark.parametrize(
    "name",
    ["", "Siti 1771010101010001", "https://jahat.example", "www.jahat.example", "a@b.example", "Si\u202eti"],
)
def test_a_name_is_a_name(mine, person, name):
    assert mine.post(reverse("own_name"), {"name": name}).status_code == 422


def test_nothing_changes_before_the_link_is_followed_and_the_old_address_is_told(mine, person):
    ask(mine)
    assert names(person) == (OLD, OLD)
    assert "diminta berganti alamat surel menjadi baru@bengkulukota.go.id" in mails_to(OLD)[0]
    assert AccountEvent.objects.get(about=person, action="address.change_asked").detail == {}


def test_the_button_behind_the_link_changes_it_and_the_name_to_sign_in_with(mine, person):
    ask(mine)
    link = link_in(mails_to(NEW)[0])
    assert NEW in mine.get(link).content.decode()
    assert names(person) == (OLD, OLD)
    assert mine.post(link).url == reverse("account")
    assert names(person) == (NEW, NEW)
    assert "sekarang baru@bengkulukota.go.id" in mails_to(OLD)[1]
    assert AccountEvent.objects.filter(about=person, action="address.changed").count() == 1


def test_a_name_of_the_own_choice_stays(mine, person):
    with administrator():
        User.objects.filter(pk=person.pk).update(username="operator")
    ask(mine)
    mine.post(link_in(mails_to(NEW)[0]))
    assert names(person) == (NEW, "operator")


def test_other_sessions_end_with_the_change(mine, person, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with administrator():
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    enter(mine, person)
    client.post(reverse("login"), {"login": OLD, "password": PASSWORD})
    assert client.get(reverse("home")).status_code == 200
    ask(mine)
    mine.post(link_in(mails_to(NEW)[0]))
    assert mine.get(reverse("home")).status_code == 200
    assert client.get(reverse("home")).status_code == 302


def spoiled_by_a_new_password(person):
    with administrator():
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])


def spoiled_by_another_address(person):
    with administrator():
        User.objects.filter(pk=person.pk).update(email="lain@bengkulukota.go.id")


@pytest.mark.parametrize("spoil", [spoiled_by_a_new_password, spoiled_by_another_address])
def test_a_link_is_void_once_the_password_or_the_address_is_another(visit, mine, person, spoil):
    ask(mine)
    spoil(person)
    before = names(person)
    answer = visit(User.objects.get(pk=person.pk)).post(link_in(mails_to(NEW)[0]), follow=True)
    assert "Tautan ini sudah dipakai, lewat waktunya, atau bukan untuk akun ini." in answer.content.decode()
    assert names(person) == before


def test_a_link_is_good_for_two_hours(person):
    now = timezone.now()
    token = own_details.token_for(NEW, person, now)
    assert own_details.behind(token, by=person, at=now + timedelta(minutes=119)) == NEW
    with pytest.raises(own_details.LinkIsOver):
        own_details.behind(token, by=person, at=now + timedelta(hours=2))


def test_a_link_is_nobody_elses(world, visit, mine, person):
    ask(mine)
    link = link_in(mails_to(NEW)[0])
    assert visit(world.clerk).post(link).url == reverse("address_change")
    assert names(world.clerk) == ("", "clerk")


def test_without_sign_in_a_link_leads_to_the_door(client, mine, person):
    ask(mine)
    link = link_in(mails_to(NEW)[0])
    assert client.post(link).url == f"/masuk/?next={link}"


def test_an_address_of_somebody_else_gets_the_same_answer_and_no_link(world, mine, person):
    with administrator():
        User.objects.filter(pk=world.clerk.pk).update(email="ada@bengkulukota.go.id")
    free, taken = ask(mine), ask(mine, "ada@bengkulukota.go.id")
    said = [re.findall(r"Tautan dikirim ke alamat baru", answer.content.decode()) for answer in (free, taken)]
    assert said == [["Tautan dikirim ke alamat baru"]] * 2
    assert free.redirect_chain == taken.redirect_chain == [(reverse("account"), 302)]
    (told,) = mails_to("ada@bengkulukota.go.id")
    assert "sudah milik akun Anda" in told
    assert "/akun/surel/" not in told


@pytest.mark.parametrize("taken", [{"email": NEW.upper()}, {"username": NEW}])
def test_an_address_that_became_somebody_elses_meanwhile_is_not_taken(world, mine, person, taken):
    ask(mine)
    link = link_in(mails_to(NEW)[0])
    with administrator():
        User.objects.filter(pk=world.clerk.pk).update(**taken)
    assert "Alamat itu sudah dipakai akun lain." in mine.post(link, follow=True).content.decode()
    assert names(person) == (OLD, OLD)


def test_the_own_address_is_no_new_one(mine):
    assert "Itu sudah alamat surel Anda." in ask(mine, OLD.upper()).content.decode()


def test_after_five_links_in_an_hour_it_is_enough(mine):
    for number in range(5):
        ask(mine, f"baru{number}@bengkulukota.go.id")
    assert ask(mine).status_code == 429
    assert mails_to(NEW) == []
