"""Each fault planted into a copy of our code turns a test red: a few here, all of them under --long."""

import ast
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from tests.safety.addresses import POLICY
from tests.safety.mutants import FEW, MUTANTS


ROOT = Path(settings.BASE_DIR)
LONG = bool(os.environ.get("PAYUNG_LONG"))
# Others with another seed: the sample of a seed is the same for everybody.
SAMPLE = random.Random(os.environ.get("PAYUNG_SEED", "walls")).sample(MUTANTS, FEW)
CHOSEN = MUTANTS if LONG else SAMPLE
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "img")
RED = 1  # pytest's word for tests that failed; 2 and more are of runs that did not come to them


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_changes_what_stands_there_once(mutant):
    assert (ROOT / mutant.path).read_text().count(mutant.before) == 1
    assert mutant.after != mutant.before


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_who_goes_red_is_there(mutant):
    """The file, and in it the function that is named; what stands in brackets is an address of the policy."""
    path, _colons, named = mutant.test.partition("::")
    function, _bracket, name = named.removesuffix("]").partition("[")
    tests = {each.name for each in ast.walk(ast.parse((ROOT / path).read_text())) if isinstance(each, ast.FunctionDef)}
    assert {function} - {""} <= tests
    assert {name} - {""} <= set(POLICY["urls"])


@pytest.fixture
def template(django_db_setup, django_db_blocker):
    """The name of our database, which the child copies instead of migrating; nobody is connected to it meanwhile."""
    with django_db_blocker.unblock():
        for alias in ("default", "owner"):
            connections[alias].close()
    return connections["default"].settings_dict["NAME"]


@pytest.mark.parametrize("mutant", CHOSEN, ids=lambda mutant: mutant.name)
def test_a_fault_in_our_code_turns_a_test_red(mutant, template, tmp_path):
    copy = tmp_path / "payung"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    (copy / mutant.path).write_text((copy / mutant.path).read_text().replace(mutant.before, mutant.after))
    run = pytest_in(copy, mutant.test, template)
    assert run.returncode == RED, f"{mutant.name}: {run.stdout[-3000:]}{run.stderr[-2000:]}"
    assert " failed" in run.stdout


def pytest_in(copy, test, template):
    """The copy's own tests in a process and a database of their own."""
    options = ["-n0", "-x", "-q", "-p", "no:cacheprovider"]
    number = 9 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    environment = {
        "TESTED_TEMPLATE": template,
        "PYTEST_XDIST_WORKER": f"gw{number}",
        "PAYUNG_HOME": str(copy / "var"),
        "PAYUNG_LONG": "",
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, test],
        cwd=copy,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_two_have_one_name():
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
