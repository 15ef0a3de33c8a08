"""The forms about people, places and the settings of a city."""

from datetime import timedelta
from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contributions import unit_merges
from enrollment import unit_files
from municipalities.accounts import invitations
from municipalities.city import holidays, periods, units
from municipalities.models import Branch, BranchMunicipality, Letterhead, Region, RetentionPeriod, Scope, WageBasis
from municipalities.roles import Role
from tests.factories.municipalities import LONG_AGO
from tests.safety.attack import administrator
from tests.safety.sent.form import Form, Guard


UNITS = b"Kode;Nama;Jenis;Di bawah\n200;Dinas Kesehatan;OPD;\n"
REASON = {"reason": "Keputusan wali kota"}
LETTERHEAD = ("address", "postal_code", "phone", "email", "website", "picture", "without_emblem")
CATEGORY = {"name": "Pamong", "segment": "PU", "programs": "JKK_JKM", "funding_source": "APBD", "sector": "OTHER",
            "band": "BAND_1"}  # fmt: skip


def on(world, days=0):
    return (world.bengkulu.today() + timedelta(days=days)).isoformat()


def operator(world):
    return world.operator


def held(sending, **more):
    """The role that the operator holds, and what is said of it."""
    with administrator():
        pk = Scope.objects.get(user=sending.thing).pk
    return {"role_held": pk} | {f"s{pk}-{name}": value for name, value in more.items()}


def invited(world):
    with world.acting(world.admin, Role.ADMIN):
        return invitations.invite(
            address="siti@bengkulu.example", name="Siti", role=Role.OPERATOR, municipality=world.bengkulu,
            start_date=LONG_AGO, by=world.admin, at=timezone.now(),
        ).user  # fmt: skip


def region(world):
    with administrator():
        return Region.objects.create(code="64.71", name="Kota Balikpapan", province_name="Kalimantan Timur")


def served(sending, prefix, **more):
    """The link of the office that serves the city, and what is said of it."""
    with administrator():
        pk = BranchMunicipality.objects.get(municipality=sending.world.bengkulu).pk
    return {"served": pk} | {f"{prefix}{pk}-{name}": value for name, value in more.items()}


def another_office(world):
    with administrator():
        return Branch.objects.create(code="C-2", name="Cabang Curup")


def letterhead(days):
    def made(world):
        with administrator():
            start = world.bengkulu.today() + timedelta(days=days)
            return Letterhead.objects.create(municipality=world.bengkulu, government="Kota", start_date=start)

    return made


def wage_basis(world):
    entry = WageBasis(
        municipality=world.bengkulu, basis="UMP", start_date=world.bengkulu.today() + timedelta(days=9)
    )  # fmt: skip
    with world.acting(world.admin, Role.ADMIN):
        return periods.begin(entry=entry, reason="SK", by=world.admin, at=timezone.now())


def coming_holiday(world):
    with world.acting(world.admin, Role.ADMIN):
        return holidays.add(
            municipality=world.bengkulu, day=world.bengkulu.today() + timedelta(days=9), name="Hari kota", source="SK",
            is_joint_leave=False, reason="SK", by=world.admin, at=timezone.now(),
        )  # fmt: skip


def unit(world):
    """With nobody in it."""
    with world.acting(world.admin, Role.ADMIN):
        return units.add(
            municipality=world.bengkulu, code="102", name="SDN 2", kind="SCHOOL", parent=world.bengkulu.office,
            reason="SK", by=world.admin, at=timezone.now(),
        )  # fmt: skip


def merged(world):
    with world.acting(world.admin, Role.ADMIN):
        return unit_merges.merge(
            unit=unit(world), target=world.bengkulu.school, reason="SK", by=world.admin, at=timezone.now()
        )


def units_file():
    return SimpleUploadedFile("unit.csv", UNITS)


def unit_import(world):
    with world.acting(world.admin, Role.ADMIN), NamedTemporaryFile(suffix=".csv") as file:
        file.write(UNITS)
        file.flush()
        return unit_files.receive(
            municipality=world.bengkulu, path=file.name, file_name="unit.csv", by=world.admin, at=timezone.now()
        )


def period_set(world):
    with administrator():
        return RetentionPeriod.objects.create(
            municipality=world.bengkulu, subject="WORKER", years=10, start_date=LONG_AGO
        )


def of_school(sending):
    return sending.world.bengkulu.school.public_id


FORMS = {
    "person": Form(
        "admin", Guard.ONCE, lambda sending: {"role": "AUDITOR", "start_date": on(sending.world)}, of=operator,
        also=("end_date", "unit"),
    ),
    "person_invite": Form(
        "admin", Guard.ONCE,
        lambda sending: {"name": "Siti", "address": "siti@bengkulu.example", "role": "OPERATOR",
                         "start_date": on(sending.world)},
        also=("end_date", "unit"),
    ),
    "person_end": Form(
        "admin", Guard.SAME, lambda sending: held(sending, end_date=on(sending.world, 30)), of=operator
    ),
    "person_leave": Form("admin", Guard.GONE, of=operator),
    "person_end_now": Form("admin", Guard.GONE, held, of=operator),
    "person_send_again": Form("admin", Guard.ANEW, held, of=invited),
    "municipality_add": Form("platform", Guard.ONCE, {"code": "64.71"}, of=region),
    "branch_add": Form(
        "platform", Guard.ONCE, {"code": "C-9", "name": "Cabang Curup", "kind": "BRANCH"}, also=("parent",)
    ),
    "city_serve": Form(
        "platform", Guard.ONCE,
        lambda sending: {"serve-branch": sending.thing.pk, "serve-start_date": on(sending.world)}, of=another_office,
    ),
    "city_hand_over": Form(
        "platform", Guard.MOVE,
        lambda sending: served(sending, "hand", branch=sending.thing.pk, start_date=on(sending.world, 9)),
        of=another_office,
    ),
    "city_end": Form("platform", Guard.SAME, lambda sending: served(sending, "end", end_date=on(sending.world, 9))),
    "audit_verify": Form("auditor", Guard.READS),
    "audit_export": Form("auditor", Guard.READS, {"kind": "csv"}),
    "office_new": Form("admin", Guard.ONCE, {"name": "Kepala Badan", "duty": "PERSONNEL"} | REASON),
    "office_edit": Form(
        "admin", Guard.SAME, {"name": "Kepala Badan", "duty": "PERSONNEL"} | REASON, of="municipalities.Office"
    ),
    "category_new": Form("admin", Guard.ONCE, {"code": "PAMONG"} | CATEGORY | REASON),
    "category_edit": Form("admin", Guard.SAME, CATEGORY | REASON, of=lambda world: world.bengkulu.gtt),
    "holiday_new": Form(
        "admin", Guard.ONCE,
        lambda sending: {"day": on(sending.world, 9), "name": "Hari kota", "source": "SK"} | REASON,
        also=("is_joint_leave",),
    ),
    "holiday_remove": Form("admin", Guard.GONE, REASON, of=coming_holiday),
    "holiday_take_over": Form("admin", Guard.ONCE),
    "time_zone_change": Form("admin", Guard.SAME, {"zone": "Asia/Jayapura"} | REASON),
    "setting_new": Form(
        "admin", Guard.ONCE,
        lambda sending: {"government": "Pemerintah Kota", "start_date": on(sending.world)} | REASON, also=LETTERHEAD,
    ),
    "setting_correct": Form(
        "admin", Guard.SAME,
        lambda sending: {"government": "Pemerintah Kota", "start_date": on(sending.world, 9)} | REASON,
        of=letterhead(9), also=LETTERHEAD,
    ),
    "wage_basis_new": Form(
        "admin", Guard.ONCE,
        lambda sending: {"basis": "UMK", "start_date": on(sending.world)} | REASON, also=("amount", "confirmed"),
    ),
    "wage_basis_correct": Form(
        "admin", Guard.SAME,
        lambda sending: {"basis": "UMK", "start_date": on(sending.world, 9)} | REASON,
        of=wage_basis, also=("amount", "confirmed"),
    ),
    "setting_end": Form(
        "admin", Guard.SAME, lambda sending: {"end_date": on(sending.world, 9)} | REASON, of=letterhead(-9)
    ),
    "setting_withdraw": Form("admin", Guard.GONE, REASON, of=letterhead(9)),
    "unit_new": Form(
        "admin", Guard.ONCE,
        lambda sending: {"code": "102", "name": "SDN 2", "kind": "SCHOOL", "parent": of_school(sending)} | REASON,
    ),
    "unit_rename": Form("admin", Guard.SAME, {"name": "SDN 2 Kota"} | REASON, of=unit),
    "unit_move": Form("admin", Guard.SAME, lambda sending: {"parent": of_school(sending)} | REASON, of=unit),
    "unit_merge": Form(
        "admin", Guard.MOVE, lambda sending: {"target": of_school(sending), "confirmed": "1"} | REASON, of=unit
    ),
    "unit_unmerge": Form("admin", Guard.MOVE, REASON, of=merged),
    "unit_close": Form("admin", Guard.SAME, lambda sending: {"end_date": on(sending.world, 9)} | REASON, of=unit),
    "unit_import_new": Form("admin", Guard.SAME, {"file": units_file}),
    "unit_import_save": Form("admin", Guard.MOVE, of=unit_import),
    "retention_switch": Form("admin", Guard.SAME, {"on": "1"}, of=period_set),
}  # fmt: skip
