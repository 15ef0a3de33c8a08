"""What is typed wrongly ends in one sentence and exit 2; what cannot be written in one sentence and exit 1."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


CONTRIBUTION = ("estimate_contribution", "--segment", "PU", "--wage", "1500000", "--month", "2026-11")
BENEFITS = ("estimate_benefits", "--cause", "NATURAL", "--died", "2026-11-01", "--member-since", "2022-01-01")
CITY = ("--municipality", "17.71")


def typed(*arguments):
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param((*CONTRIBUTION, "--wage=-5"), "zero or more, not -5", id="wage below zero"),
        pytest.param((*CONTRIBUTION, "--programs", "JKK,FOO"), "there is no FOO; choose from JKK, JKM", id="program"),
        pytest.param((*CONTRIBUTION, "--programs", ""), "there is no word; choose from JKK", id="no program"),
        pytest.param((*BENEFITS, "--wage", "2000000", "--children", "SD,FOO"), "there is no FOO", id="school level"),
        pytest.param((*BENEFITS, "--wage=-1"), "zero or more, not -1", id="wage of the dead below zero"),
        pytest.param(("budget", *CITY, "--year", "2027", "--ceiling=-5"), "zero or more, not -5", id="ceiling"),
        pytest.param(("export_workers", *CITY, "--out", "/tmp/w.doc"), r"\.csv or \.xlsx, not w\.doc", id="ending"),
        pytest.param(("print_cards", *CITY, "--out", "/no/c.pdf"), "/no is no folder", id="folder of cards"),
        pytest.param(("print_bill", *CITY, "--month", "2026-10", "--out", "/no/b.pdf"), "/no is no folder", id="bill"),
    ],
)
def test_a_wrong_argument_is_told_in_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command(*arguments)


def test_wrong_usage_ends_with_two_and_without_a_traceback():
    found = typed(*CONTRIBUTION, "--programs", "FOO")
    assert (found.returncode, "Traceback" in found.stderr) == (2, False)
    assert "there is no FOO" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("import_rooster",), "Did you mean import_roster?", id="unknown command"),
        pytest.param(("help", "nothing_like_it"), "Unknown command", id="help for an unknown command"),
        pytest.param(("coverage", "--municipality"), "expected one argument", id="option without its value"),
        pytest.param(("run_contributions", *CITY), "--month --correct-since is required", id="option left out"),
        pytest.param(("check_wall", "--loud"), "unrecognized arguments: --loud", id="unknown option"),
        pytest.param(("demo", "--month", "2026-13"), "invalid month value", id="month that is none"),
        pytest.param(("relay", "--every", "often"), "invalid float value", id="word for a number"),
        pytest.param(("migrate", "--database", "admin"), "alias `owner`", id="login that does not migrate"),
    ],
)
def test_wrong_usage_of_any_command_ends_with_two(arguments, sentence):
    found = typed(*arguments)
    assert (found.returncode, "Traceback" in found.stderr) == (2, False)
    assert sentence in found.stderr


def test_a_refusal_ends_with_one_and_a_reason():
    found = typed("estimate_contribution", "--segment", "PU", "--wage", "1500000", "--month", "2014-01")
    assert (found.returncode, found.stdout) == (1, "")
    assert "2014" in found.stderr


def test_a_year_is_printed_as_it_is(enrolled, capsys):
    call_command("budget", *CITY, "--year", "2027")
    assert "year: 2027\n" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_a_refusal(approved, tmp_path):
    with pytest.raises(CommandError, match=rf"{tmp_path}: Is a directory"):
        call_command("check_run", *CITY, "--month", "2026-10", "--text", str(tmp_path))
