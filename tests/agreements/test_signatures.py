from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from agreements import moves, scans, signatures, signing
from agreements.models import Agreement, AgreementCopy, AgreementSignature, Side
from municipalities.models import Office, Official, Scope
from municipalities.roles import Role
from tests.factories.agreements import AT, agreed, both_sign, make_agreement, scanned, signed, speaking
from tests.safety.attack import administrator


Status = Agreement.Status


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield world


@pytest.fixture
def agreement(acting):
    return agreed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)


def record(agreement, by, side=Side.CITY, role=None, **given):
    role = role or (Role.APPROVER if side == Side.CITY else Role.BRANCH_HEAD)
    day = {"signing_date": date(2026, 1, 5), "signing_place": "Bengkulu"} | given
    with speaking(agreement, by, role):
        return signatures.record(agreement=agreement, side=side, by=by, at=AT, **day)


def end(agreement, by, ended_date=date(2026, 6, 30), reason="MUTUAL"):
    return signatures.end(agreement=agreement, ended_date=ended_date, reason=reason, side=Side.CITY, by=by, at=AT)


def test_both_signatures_and_the_scan_bring_it_into_force(acting, agreement):
    both_sign(agreement, writer=acting.operator, other=acting.head, place="Ballroom")
    assert (agreement.status, agreement.signing_place) == (Status.SIGNED, "Ballroom")
    assert {scope.is_signed for scope in agreement.scopes.all()} == {True}


def test_one_signature_with_the_scan_is_not_enough(acting, agreement):
    scanned(agreement, by=acting.operator)
    record(agreement, acting.approver)
    assert agreement.status == Status.AGREED


def test_both_signatures_without_a_scan_are_not_enough(acting, agreement):
    record(agreement, acting.approver)
    record(agreement, acting.head, Side.BRANCH)
    assert agreement.status == Status.AGREED


def test_the_database_lets_nothing_into_force_without_both_sides(acting, agreement):
    record(agreement, acting.approver)
    scanned(agreement, by=acting.operator)
    with pytest.raises(IntegrityError, match="both_sides_have_signed"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(status="SIGNED")


def test_nobody_signs_for_the_other_side_in_the_database(acting, agreement):
    with pytest.raises(DatabaseError, match="each side speaks for itself"), transaction.atomic():
        AgreementSignature.objects.create(
            municipality=acting.bengkulu, agreement=agreement, side=Side.BRANCH, by=acting.operator, at=AT
        )


def test_in_the_database_the_operator_does_not_sign_for_the_city(acting, agreement):
    with pytest.raises(DatabaseError, match="the approver signs for the city"), transaction.atomic():
        AgreementSignature.objects.create(
            municipality=acting.bengkulu, agreement=agreement, side=Side.CITY, by=acting.operator, at=AT
        )


def test_the_mayors_office_signs_for_no_city_not_even_one_without_an_approver(acting, agreement):
    with administrator():
        Scope.objects.filter(municipality=acting.bengkulu, role=Role.APPROVER).delete()
    with acting.acting(acting.mayor, Role.MAYOR_OFFICE), pytest.raises(DatabaseError), transaction.atomic():
        AgreementSignature.objects.create(
            municipality=acting.bengkulu, agreement=agreement, side=Side.CITY, by=acting.mayor, at=AT
        )


def test_whoever_wrote_the_text_does_not_sign_for_his_side(acting, agreement):
    with pytest.raises(signatures.WriterSigns, match="dicatat orang lain"):
        record(agreement, acting.operator, role=Role.OPERATOR)


def test_of_a_text_of_the_branch_another_of_its_officers_records_the_signature(acting):
    with acting.acting(acting.officer, Role.OFFICER):
        draft = make_agreement(acting.bengkulu, side=Side.BRANCH)
        signing.submit(agreement=draft, side=Side.BRANCH, by=acting.officer, at=AT)
    with acting.acting(acting.approver, Role.APPROVER):
        signing.agree(agreement=draft, version=1, side=Side.CITY, by=acting.approver, at=AT)
    with acting.acting(acting.officer, Role.OFFICER):
        with pytest.raises(DatabaseError, match="another person than the writer"), transaction.atomic():
            AgreementSignature.objects.create(
                municipality=acting.bengkulu, agreement=draft, side=Side.BRANCH, by=acting.officer, at=AT
            )
        with pytest.raises(signatures.WriterSigns):
            record(draft, acting.officer, Side.BRANCH, Role.OFFICER)
    record(draft, acting.head, Side.BRANCH)
    assert draft.signatures.get().by == acting.head


def test_a_side_signs_once(acting, agreement):
    record(agreement, acting.approver)
    with pytest.raises(signatures.SignedAlready):
        record(agreement, acting.approver)


def test_the_service_user_records_no_signature(acting, agreement):
    day = {"signing_date": date(2026, 1, 5), "signing_place": "Bengkulu"}
    with pytest.raises(signatures.SignedAlready):
        signatures.record(agreement=agreement, side=Side.CITY, by=acting.system, at=AT, **day)


def test_the_other_sides_scan_stays(acting, agreement):
    scan = scanned(agreement, by=acting.operator)
    with acting.acting(acting.head, Role.BRANCH_HEAD), pytest.raises(scans.NotYourScan, match="pihak lain"):
        scans.drop(scan=scan, side=Side.BRANCH, by=acting.head, at=AT)
    assert agreement.scans.exists()


def test_both_sides_record_the_same_day(acting, agreement):
    record(agreement, acting.approver)
    with pytest.raises(signatures.WrongDay, match="05-01-2026"):
        record(agreement, acting.head, Side.BRANCH, signing_date=date(2026, 1, 6))


def test_the_term_may_begin_before_the_signature(acting, agreement):
    record(agreement, acting.approver, signing_date=date(2026, 1, 26))
    assert agreement.days_before_signature == 25


def test_a_signature_of_tomorrow_is_refused(acting, agreement):
    with pytest.raises(signatures.WrongDay):
        record(agreement, acting.approver, signing_date=acting.bengkulu.today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(
            date(2024, 12, 30), "Tertulis 30-12-2024, lebih dari setahun sebelum .*01-01-2026", id="too early"
        ),
        pytest.param(date(2025, 1, 5), None, id="a year before"),
    ],
)
def test_a_signature_long_before_the_term_is_asked_about(acting, agreement, day, said):
    if said is None:
        record(agreement, acting.approver, signing_date=day)
        return
    with pytest.raises(signatures.WrongDay, match=said):
        record(agreement, acting.approver, signing_date=day)


def test_a_signature_after_the_term_is_refused_with_both_days(acting):
    over = make_agreement(acting.bengkulu, start_date=date(2024, 1, 1), end_date=date(2024, 12, 31))
    agreed(over, writer=acting.operator, other=acting.head)
    with pytest.raises(signatures.WrongDay, match=r"05-01-2026, sesudah masa perjanjian berakhir \(31-12-2024\)"):
        record(over, acting.approver)


def test_an_old_paper_was_signed_on_the_day_that_it_quotes_also_after_its_term(acting):
    over = make_agreement(
        acting.bengkulu, start_date=date(2024, 1, 1), end_date=date(2024, 12, 31),
        signing_date_quoted="Minggu, 5 Januari 2025",
    )  # fmt: skip
    agreed(over, writer=acting.operator, other=acting.head)
    with pytest.raises(signatures.WrongDay, match="sesudah masa perjanjian berakhir"):
        record(over, acting.approver, signing_date=date(2025, 1, 6))
    record(over, acting.approver, signing_date=date(2025, 1, 5))
    assert over.signing_date == date(2025, 1, 5)


def test_a_signature_needs_the_own_number_and_a_place(acting, agreement):
    agreement.pks_number = ""
    agreement.save()
    with pytest.raises(moves.Incomplete, match=r"nomor pemerintah.*tempat"):
        record(agreement, acting.approver, signing_place=" ")


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ("signer_name", "nama penanda tangan BPJS"), ("signer_office", "jabatan penanda tangan"),
        ("authority", "dasar kewenangan"),
    ],
)  # fmt: skip
def test_nobody_agrees_to_a_text_that_nobody_can_sign(acting, field, missing):
    draft = make_agreement(acting.bengkulu)
    draft.parties.update(**{field: ""})
    with pytest.raises(moves.Incomplete, match=missing):
        agreed(draft, writer=acting.operator, other=acting.head)


@pytest.mark.parametrize("period", [
    {"authority_start": date(2026, 1, 6)}, {"authority_end": date(2026, 1, 4)},
])  # fmt: skip
def test_whoever_has_no_authority_on_that_day_does_not_sign(acting, period):
    draft = make_agreement(acting.bengkulu)
    draft.parties.update(**period)
    agreed(draft, writer=acting.operator, other=acting.head)
    with pytest.raises(signatures.SignerWithoutAuthority, match="05-01-2026"):
        record(draft, acting.approver)


def test_whoever_does_not_hold_the_office_on_that_day_does_not_sign(acting):
    with administrator():
        office = Office.objects.create(municipality=acting.bengkulu, name="Sekretaris Daerah")
        official = Official.objects.create(
            municipality=acting.bengkulu, office=office, name="Siti", start_date=date(2026, 2, 1)
        )
    draft = make_agreement(acting.bengkulu)
    draft.parties.filter(side=Side.CITY).update(official=official)
    agreed(draft, writer=acting.operator, other=acting.head)
    with pytest.raises(signatures.SignerWithoutAuthority):
        record(draft, acting.approver, signing_date=date(2026, 1, 31))


def test_a_draft_cannot_be_signed(acting):
    with pytest.raises(moves.MoveNotAllowed, match="konsep"):
        record(make_agreement(acting.bengkulu), acting.approver)


def test_what_is_agreed_stands_still(acting, agreement):
    for rows in (agreement.parties, agreement.scopes, agreement.articles):
        with pytest.raises(DatabaseError, match="stands still"), transaction.atomic():
            rows.all().delete()
    with pytest.raises(DatabaseError, match="stands still"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(title="Lain")
    with pytest.raises(DatabaseError, match="stands still"), transaction.atomic():
        agreement.scopes.update(program="JHT")


def test_what_is_signed_keeps_its_numbers_and_its_signatures(acting, agreement):
    both_sign(agreement, writer=acting.operator, other=acting.head)
    with pytest.raises(DatabaseError, match="stands still"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(branch_number="PER/9")
    for rows in (agreement.signatures, agreement.scans):
        with pytest.raises(DatabaseError, match="stays signed"), transaction.atomic():
            rows.all().delete()


def test_talk_that_begins_anew_takes_the_signatures_with_it(acting, agreement):
    record(agreement, acting.approver)
    signing.reopen(agreement=agreement, side=Side.CITY, by=acting.operator, at=AT, note="Tarif berubah.")
    assert not agreement.signatures.exists()
    assert (agreement.status, agreement.signing_date) == (Status.IN_REVIEW, None)


def test_an_ended_agreement_frees_its_scope_from_the_next_day_on(acting, agreement):
    both_sign(agreement, writer=acting.operator, other=acting.head)
    end(agreement, acting.operator, reason=Agreement.EndReason.REPLACED)
    later = make_agreement(acting.bengkulu, start_date=date(2026, 7, 1), end_date=date(2027, 6, 30))
    assert signed(later, writer=acting.operator, other=acting.head, on=date(2026, 7, 1)).status == Status.SIGNED


def test_a_change_of_mayor_is_no_reason_to_end(acting, agreement):
    both_sign(agreement, writer=acting.operator, other=acting.head)
    with pytest.raises(moves.Incomplete):
        end(agreement, acting.operator, reason="NEW_MAYOR")


def test_an_agreement_ends_within_its_term(acting, agreement):
    both_sign(agreement, writer=acting.operator, other=acting.head)
    with pytest.raises(signatures.WrongDay):
        end(agreement, acting.operator, ended_date=date(2027, 1, 1))


def test_who_comes_second_is_refused(acting, agreement):
    meanwhile = Agreement.objects.get(pk=agreement.pk)
    both_sign(agreement, writer=acting.operator, other=acting.head)
    with pytest.raises(moves.MoveNotAllowed, match="sekarang ditandatangani"):
        record(meanwhile, acting.approver)


@pytest.fixture
def addendum(acting, agreement):
    """From July on it says anew what the teachers at the root have, and takes in those of the school for JHT."""
    city = acting.bengkulu
    both_sign(agreement, writer=acting.operator, other=acting.head)
    scope = [(city.root, city.gtt, "JKK"), (city.school, city.gtt, "JHT")]
    dates = {"start_date": date(2026, 7, 1), "end_date": date(2026, 12, 31)}
    draft = make_agreement(city, kind="ADDENDUM", amends=agreement, scope=scope, **dates)
    return signed(draft, writer=acting.operator, other=acting.head, on=date(2026, 6, 20))


def test_an_addendum_takes_the_place_of_what_it_says_anew(acting, agreement, addendum):
    ends = {(scope.unit.code, scope.program): scope.end_date for scope in agreement.scopes.all()}
    root = acting.bengkulu.root.code
    assert ends == {(root, "JKK"): date(2026, 6, 30), (root, "JKM"): date(2026, 12, 31)}
    assert addendum.scopes.filter(is_signed=True).count() == 2


def test_what_is_ended_takes_its_addenda_along(acting, agreement, addendum):
    end(agreement, acting.operator, ended_date=date(2026, 8, 31))
    addendum.refresh_from_db()
    assert (addendum.status, addendum.ended_date) == (Status.ENDED, date(2026, 8, 31))
    assert {scope.end_date for scope in addendum.scopes.all()} == {date(2026, 8, 31)}


def test_an_e_meterai_is_used_for_one_original(acting):
    draft = make_agreement(acting.bengkulu)
    first, second = (
        AgreementCopy.objects.create(municipality=acting.bengkulu, agreement=draft, position=n, holder=f"Pihak {n}")
        for n in (1, 2)
    )
    agreed(draft, writer=acting.operator, other=acting.head)
    said = {"side": Side.CITY, "by": acting.operator, "at": AT}
    signatures.stamp(copy=first, stamp_serial="12 34", **said)
    with pytest.raises(signatures.SameSerial, match="Pihak 1"):
        signatures.stamp(copy=second, stamp_serial="1234", **said)


def test_a_serial_that_is_written_over_stays_in_the_history(acting):
    draft = make_agreement(acting.bengkulu)
    copy = AgreementCopy.objects.create(municipality=acting.bengkulu, agreement=draft, position=1, holder="Kota")
    agreed(draft, writer=acting.operator, other=acting.head)
    signatures.stamp(copy=copy, stamp_serial="12", side=Side.CITY, by=acting.operator, at=AT)
    with acting.acting(acting.head, Role.BRANCH_HEAD):
        signatures.stamp(copy=copy, stamp_serial="34", side=Side.BRANCH, by=acting.head, at=AT)
    last = draft.events.last()
    assert (last.by, last.note) == (acting.head, "1. Kota: semula 12, sekarang 34.")
    assert draft.events.filter(before="AGREED", after="AGREED").count() == 1
