"""Every action that is recorded anywhere has its sentence, and every sentence its action."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from agreements.models import Agreement, Circular
from claims.models import Claim, ClaimDocument
from municipalities.models import AuditEvent
from municipalities.models.decrees import DatedModel
from municipalities.trails import sentences


ROOT = Path(settings.BASE_DIR)
FLOORS = ("config", "reports", "claims", "contributions", "enrollment", "agreements", "municipalities")
# The words that f"claim.{status.lower()}" may end in.
STATES = {
    "agreement": Agreement.Status,
    "circular": Circular.Status,
    "claim": Claim.Status,
    "claim_document": ClaimDocument.Status,
}
# A state that nothing comes back to has no verb.
BEGINNINGS = {"circular.draft", "claim_document.missing"}
WORD = re.compile(r"^[a-z_]+\.[a-z_]+$")
WRITERS = {"record", "record_people_seen", "note", "take_out", "seen"}


def calls():
    """(where, first argument) of everything that writes an event."""
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and called(node) in WRITERS:
                    for given in node.args[:3]:
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", given


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def words(given):
    """The actions that an argument may be."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str) and WORD.match(given.value):
        return {given.value}
    if isinstance(given, ast.IfExp):
        return words(given.body) | words(given.orelse)
    if isinstance(given, ast.JoinedStr) and isinstance(given.values[0], ast.Constant):
        noun = str(given.values[0].value).rstrip(".")
        return {f"{noun}.{state.lower()}" for state in STATES.get(noun, ())} - BEGINNINGS
    return set()


RECORDED = {action: where for where, given in calls() for action in words(given)}


def test_the_scan_finds_what_is_recorded():
    assert {"run.approved", "claim.granted", "workers.listed", "heir.removed", "audit.exported"} <= set(RECORDED)


def test_every_action_has_its_sentence():
    missing = {action: where for action, where in RECORDED.items() if action not in sentences.SENTENCES}
    assert missing == {}, "add a line to SENTENCES in municipalities/trails/sentences.py"


@pytest.mark.parametrize("action", sorted(sentences.SENTENCES))
def test_a_sentence_reads_without_a_single_word_of_its_detail(action):
    said = sentences.sentence(AuditEvent(action=action, detail={}, label=""))
    assert "{" not in said
    assert said[0].islower()
    assert not said.endswith(".")


def test_an_action_that_nobody_has_a_sentence_for_is_told_by_its_word():
    assert sentences.sentence(AuditEvent(action="moon.landed", label="Bulan")) == "moon.landed Bulan"


@pytest.mark.parametrize("model", [model for model in apps.get_models() if issubclass(model, DatedModel)])
def test_whatever_holds_from_a_day_on_has_its_words(model):
    verbs = (ROOT / "municipalities" / "city" / "periods.py").read_text()
    for what in re.findall(r'word\(entry, "(\w+)"\)', verbs):
        event = AuditEvent(action=f"{model._meta.model_name}.{what}", label="")
        assert sentences.sentence(event) != f"{event.action} "
        assert event.action in sentences.actions_of("pengaturan")


def test_amounts_and_numbers_are_written_as_people_read_them():
    event = AuditEvent(action="run.approved", label="November 2026", detail={"workers": 3699, "total": 59923800})
    assert sentences.sentence(event) == "menyetujui iuran November 2026: 3.699 pekerja, Rp59.923.800"


def test_a_day_is_written_as_people_read_it():
    event = AuditEvent(action="enrollment.ended", detail={"count": 2, "day": "2026-11-10"})
    assert sentences.sentence(event) == "mengakhiri kepesertaan 2 orang per 10-11-2026"


def test_why_somebody_left_a_family_is_said():
    event = AuditEvent(action="family_member.removed", label="S. A.", detail={"why": "bercerai"})
    assert sentences.sentence(event) == "menghapus keluarga pekerja: S. A. (bercerai)"


def test_every_action_belongs_to_a_group_of_the_filter():
    groups = {sentences.group_of(action) for action in sentences.SENTENCES}
    assert groups <= set(sentences.GROUPS)


def test_who_sees_persons_is_one_of_the_actions():
    assert set(sentences.SHOWS_PERSONS) <= set(sentences.SENTENCES)


def test_why_somebody_looked_is_said_in_words():
    assert str(sentences.shown("reason", "AUDIT")) == "pemeriksaan"
