import hashlib

import pytest
from django.core.management import CommandError, call_command

from contributions import runs, seals
from contributions.models import ContributionLine
from tests.contributions.months import NOW
from tests.safety.force import by_force


def by_hand(run):
    """The recipe of contributions/seals.py in plain Python."""
    lines = ContributionLine.objects.filter(run=run).select_related("enrollment")
    names = ("program", "payer", "segment", "base", "rate", "factor", "amount", "source")
    texts = [
        ";".join(str(value) for value in (line.enrollment.public_id, line.month, *(getattr(line, n) for n in names)))
        for line in lines
    ]
    return hashlib.sha256("".join(f"{text}\n" for text in sorted(texts)).encode()).hexdigest()


def check(**given):
    call_command("check_run", "--municipality", "17.71", "--month", "2026-10", "--as", "auditor", **given)


def test_anyone_can_work_out_the_hash_of_an_approved_month(world, enroll, approved):
    enroll()
    enroll(category=world.bengkulu.cadre, wage=None)
    run = approved()
    with world.acting(world.auditor, "AUDITOR"):
        assert run.content_hash == by_hand(run) == seals.content_hash(run)


def test_another_rupiah_is_another_hash(world, enroll, calculated):
    enroll(wage=1_500_000)
    run = calculated()
    with world.acting(world.operator):
        first = seals.content_hash(run)
    enroll(wage=1_500_001)
    run = calculated()
    with world.acting(world.operator):
        assert seals.content_hash(run) != first


def test_the_command_checks_the_hash_and_writes_what_is_hashed(world, enroll, approved, tmp_path, capsys):
    enroll()
    run = approved()
    check(text=str(tmp_path / "run.txt"))
    assert run.content_hash in capsys.readouterr().out
    assert hashlib.sha256((tmp_path / "run.txt").read_bytes()).hexdigest() == run.content_hash


def test_lines_that_were_touched_are_found(world, enroll, approved, beyond):
    enroll()
    run = approved()
    with beyond(), by_force():
        run.content_hash = "0" * 64
        run.save()
    with pytest.raises(CommandError, match="tidak sama"):
        check()


def test_what_was_typed_must_be_what_the_run_comes_to(world, enroll, calculated):
    enroll()
    run = calculated()
    with world.acting(world.approver, "APPROVER"), pytest.raises(runs.TotalChanged):
        runs.approve(run=run, by=world.approver, at=NOW, typed_total=run.total + 1)
