"""A mail leaves once, after the commit of whoever wrote it, through a real mail server on loopback."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from municipalities import mails
from municipalities.models import Mail
from tests.at_once import at_once
from tests.municipalities.post_office import free_port, open_post_office
from tests.safety.attack import DENIED, effect


NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
NIK = "1771024108900001"


@pytest.fixture
def post_office(settings):
    with open_post_office(settings) as office:
        yield office


@pytest.fixture
def as_application(own_database):
    """Every connection of this test, of each thread, is payung_app's; nothing is undone at its end."""
    connection.settings_dict["OPTIONS"] = {**connection.settings_dict["OPTIONS"], "options": "-c role=payung_app"}
    connection.close()
    yield
    connection.settings_dict["OPTIONS"].pop("options")
    connection.close()


def write(to="siti@bengkulu.example", body="Selamat datang", at=NOW):
    return mails.send(to=to, subject="Undangan", body=body, at=at)


def mail():
    with mails.as_mailer():
        return Mail.objects.get()


def test_asked_three_times_it_leaves_once(as_application, post_office):
    written = write()
    assert [mails.deliver(at=NOW) for _time in range(3)] == [1, 0, 0]
    [delivered] = post_office.delivered
    assert (delivered["To"], delivered["Subject"]) == ("siti@bengkulu.example", "Undangan")
    assert delivered["Message-ID"] == f"<{written.pk}@payung.example>"
    assert post_office.texts() == ["Selamat datang"]


def test_two_deliverers_at_once_never_send_the_same_mail(as_application, post_office):
    for number in range(20):
        write(to=f"person{number}@bengkulu.example", body=f"Surat {number}")
    counts = at_once([lambda: mails.deliver(at=NOW)] * 2)
    assert sum(counts) == 20
    assert sorted(post_office.texts()) == sorted(f"Surat {number}" for number in range(20))


def test_a_server_that_is_away_is_tried_again_later(as_application, settings):
    port = free_port()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    write()
    assert mails.deliver(at=NOW) == 0
    assert (mail().attempts, mail().error, mail().due_at) == (1, "ConnectionRefusedError", NOW + timedelta(minutes=1))
    with open_post_office(settings, port) as office:
        assert mails.deliver(at=NOW + timedelta(seconds=30)) == 0
        assert mails.deliver(at=NOW + timedelta(seconds=61)) == 1
    assert office.texts() == ["Selamat datang"]


def test_a_server_that_says_later_is_asked_at_growing_distances(as_application, post_office):
    post_office.refusal = "451 try again later"
    write()
    delays = []
    at = NOW
    for _time in range(12):
        mails.deliver(at=at)
        delays.append(mail().due_at - at)
        at = mail().due_at
    assert delays[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert delays[-1] == timedelta(hours=6)
    assert mail().error == "SMTP 451"


def test_after_some_days_a_mail_is_given_up_where_everybody_looks(as_application, post_office, capsys, caplog):
    post_office.refusal = "451 try again later"
    write()
    mails.deliver(at=NOW + timedelta(days=5))
    assert mail().given_up_at == NOW + timedelta(days=5)
    post_office.refusal = None
    assert mails.deliver(at=NOW + timedelta(days=6)) == 0
    call_command("mails")
    assert "siti@bengkulu.example" in capsys.readouterr().out
    assert "given up" in caplog.text


def test_an_address_that_is_not_there_is_given_up_at_once_and_holds_nobody_up(as_application, post_office):
    write(to="nobody@bengkulu.example", at=NOW - timedelta(minutes=1))
    write()
    assert mails.deliver(at=NOW) == 1
    assert mails.state()["given_up"] == 1


def test_a_mail_of_a_transaction_that_is_undone_never_was(as_application, post_office):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert mails.deliver(at=NOW) == 0
    assert post_office.delivered == []


def test_delivery_is_asked_for_after_the_commit_and_not_before(world, post_office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked:
        write()
    assert asked == [mails.ask_to_deliver]


def test_the_text_of_a_mail_is_forgotten_once_it_is_sent(as_application, post_office):
    write()
    mails.deliver(at=NOW)
    assert (mail().body, mail().sent_at) == ("", NOW)


@pytest.mark.parametrize("text", [NIK, "1771 0241 0890 0001", "1771.0241.0890.0001"])
def test_what_looks_like_a_nik_is_masked(world, text):
    write(body=f"Pekerja {text} terdaftar")
    assert mail().body == "Pekerja [NIK] terdaftar"


@pytest.mark.parametrize(
    "key", ["d6lxq7-1234567890123456abcdef0123456789", "d6lxq7-ab12345678901234561234cdef", "a-1771-0241-0890-0001b"]
)
def test_the_token_of_a_link_stays_whole(world, key):
    """Of two hundred links of a password reset, one holds sixteen digits in a row."""
    link = f"https://payung.example/masuk/lupa/1-{key}/"
    write(body=f"Buka {link}")
    assert mail().body == f"Buka {link}"


def test_the_database_refuses_a_nik_whoever_writes_it(world):
    with pytest.raises(IntegrityError, match="no_nik_in_a_mail"), transaction.atomic():
        Mail(recipient="a@b.example", subject="x", body=f"NIK {NIK}.", created_at=NOW, due_at=NOW).save(
            force_insert=True
        )


def test_no_line_of_a_subject_becomes_a_header(world):
    mails.send(to="a@b.example", subject="Halo\nBcc: semua@b.example", body="x", at=NOW)
    assert mail().subject == "Halo Bcc: semua@b.example"


def test_whoever_may_write_mail_reads_none(world):
    write()
    for user, role in ((world.admin, "ADMIN"), (world.operator, "OPERATOR")):
        with world.acting(user, role):
            assert effect("SELECT 1 FROM municipalities_mail") == 0
            assert effect("UPDATE municipalities_mail SET body = ''") == 0
            assert effect("DELETE FROM municipalities_mail") == DENIED
    assert effect("SELECT 1 FROM municipalities_mail") == 0


def test_nobody_turns_a_mail_to_another_receiver(world):
    write()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), mails.as_mailer():
        Mail.objects.update(recipient="thief@b.example")


def test_the_demo_sends_nothing_and_shows_everything(as_application, post_office, settings, client):
    settings.DEMO = True
    mails.send(to="a@b.example", subject="Undangan", body="Buka http://127.0.0.1:8000/undangan/abc/", at=NOW)
    assert mails.deliver(at=NOW) == 0
    page = client.get("/surat-keluar/").content.decode()
    assert 'href="http://127.0.0.1:8000/undangan/abc/"' in page
    assert "a@b.example" in page


def test_no_other_installation_shows_its_mails(as_application, client):
    write()
    assert client.get("/surat-keluar/").status_code == 404


def test_without_a_server_mail_waits(as_application, settings):
    settings.EMAIL_HOST = ""
    write()
    assert mails.deliver(at=NOW) == 0
    assert mails.state()["waiting"] == 1
