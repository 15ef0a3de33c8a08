"""What the page of a checked roster offers: to save what changes, to check again, to put it away."""

from pathlib import Path

import pytest
from django.urls import reverse

from tests.enrollment.test_roster_pages import BUDI, SITI, checked, files, post, the, upload, workbook
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


__all__ = ["checked", "files"]  # fixtures


@pytest.mark.parametrize(
    ("wages", "label"),
    [
        ((None, None), "Simpan 2 pekerja baru"),
        ((1_200_000, None), "Simpan 1 baru dan 1 perubahan"),
        ((1_200_000, 1_600_000), "Simpan 1 perubahan"),
        ((1_500_000, 1_600_000), ""),
    ],
)
def test_the_button_counts_what_changes(world, operator_client, work, wages, label):
    with administrator():
        for (nik, name, _day, sex, *_rest), birth, wage in zip(
            (SITI, BUDI), ("1985-08-01", "1985-08-02"), wages, strict=True
        ):
            if wage:
                worker = make_worker(world.bengkulu, name, nik=nik, birth_date=birth, sex=sex)
                make_enrollment(world.bengkulu, worker, wage=wage)
    upload(operator_client, SITI, BUDI)
    work()
    response = operator_client.get(the(world).get_absolute_url())
    assert response.context["save_label"] == label
    assert ("Tidak ada yang berubah" in response.content.decode()) == (label == "")
    assert (reverse("roster_commit", args=[the(world).public_id]) in response.content.decode()) == (label != "")


def test_a_roster_that_is_not_to_be_saved_is_put_away_and_may_be_sent_again(world, operator_client, work):
    file = workbook(SITI)
    upload(operator_client, file=file)
    work()
    first = the(world)
    text = post(operator_client, "roster_cancel", first).content.decode()
    assert "Roster ini tidak jadi disimpan" in text
    file.seek(0)
    assert upload(operator_client, file=file).url != first.get_absolute_url()


def test_a_saved_roster_is_undone_and_not_put_away(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    assert "sudah tidak dapat diproses" in post(operator_client, "roster_cancel", checked).content.decode()
    assert the(world).status == "COMMITTED"


def test_a_roster_under_way_is_not_put_away(world, operator_client, checked):
    post(operator_client, "roster_commit", checked)
    assert "sedang dikerjakan" in post(operator_client, "roster_cancel", checked).content.decode()


def test_a_checked_roster_can_be_checked_again(world, operator_client, work, checked):
    post(operator_client, "roster_accept", checked)
    assert work() == 1
    assert (the(world).status, the(world).new) == ("CHECKED", 2)


def test_what_was_saved_is_told_without_what_was_not(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    saved = operator_client.get(checked.get_absolute_url()).context["saved"]
    assert saved.startswith("2 pekerja baru terdaftar, oleh operator, ")


def test_what_is_checked_is_saved_and_undone_also_where_its_file_is_gone(world, operator_client, work, checked):
    """As after a restore of the database alone: saving reads the rows, and not the file."""
    Path(checked.file.path).unlink()
    for verb, status in (("roster_commit", "COMMITTED"), ("roster_undo", "UNDONE")):
        post(operator_client, verb, checked)
        work()
        assert the(world).status == status
