from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from tests.commands.test_tenant_commands import answer
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def kept_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def ask(tmp_path):
    def _ask(kind, *more, name="sipp.xlsx"):
        out = tmp_path / name
        return answer("export_sipp", "--municipality", "17.71", "--kind", kind, "--out", str(out), *more), out

    return _ask


def test_new_workers_are_written_and_told(enrolled, ask):
    found, out = ask("new")
    assert (found["rows"], found["left_out"], len(found["files"])) == (1, [], 1)
    assert found["files"][0].items() >= {"id": 1, "form": "NEW_PU", "registration": "JJ000001/000", "rows": 1}.items()
    assert load_workbook(out)["data_tk_baru"].max_row == 2


def test_the_first_file_has_the_name_and_the_others_stand_beside_it(enrolled, ask, tmp_path):
    with administrator():
        make_enrollment(enrolled.bengkulu, category=enrolled.bengkulu.cadre, wage=None)
    found, out = ask("new")
    assert [file["file"] for file in found["files"]] == [str(out), str(tmp_path / "sipp-new_bpu-JJ000001-000.xlsx")]


def test_who_is_left_out_is_counted_by_why(enrolled, ask):
    with administrator():
        make_enrollment(enrolled.bengkulu, wage=None)
    assert ask("new")[0]["left_out"] == [{"reason": "Upah belum dicatat.", "people": 1}]


def test_a_second_file_of_the_same_people_is_refused(enrolled, ask):
    ask("new")
    with pytest.raises(CommandError, match="Tidak ada tenaga kerja tanpa KPJ"):
        ask("new")


def test_an_earlier_file_is_written_again_as_it_was(enrolled, ask):
    first = ask("new")[1].read_bytes()
    assert ask("new", "--number", "1", name="again.xlsx")[1].read_bytes() == first


def test_an_unknown_number_is_said_so(enrolled, ask):
    with pytest.raises(CommandError, match="nomor 7"):
        ask("new", "--number", "7")


def test_wages_are_of_the_last_approved_month(approved, ask):
    with administrator():
        approved.bengkulu.enrollments.update(kpj="00345678901")
    found, out = ask("wages")
    assert found["files"][0]["month"] == "Oktober 2026"
    assert load_workbook(out)["data_upah"]["A2"].value == "00345678901"


def test_leavers_of_nobody_are_refused(enrolled, ask):
    with pytest.raises(CommandError, match="keluar"):
        ask("leavers")


def test_a_role_that_takes_no_persons_along_may_not(enrolled, ask):
    with pytest.raises(CommandError, match="may not"):
        ask("new", "--as", "treasurer")


def test_another_citys_operator_may_not(enrolled, ask):
    with pytest.raises(CommandError, match="may not"):
        ask("new", "--as", "stranger")


def test_a_table_for_people_too(enrolled, tmp_path):
    out = StringIO()
    given = ("--municipality", "17.71", "--kind", "new", "--out", str(tmp_path / "a.xlsx"))
    call_command("export_sipp", *given, stdout=out)
    assert "rows: 1" in out.getvalue()
