"""The table of roles is made of the rules themselves, so that it cannot say anything else."""

from pathlib import Path

from municipalities import role_table
from municipalities.roles import PERMISSION_LABELS, ROLE_LABELS, ROLES, Permission, Role


ROOT = Path(__file__).resolve().parents[2]


def test_every_permission_has_its_words():
    assert sorted({*Permission} - {*PERMISSION_LABELS}) == []


def test_no_two_permissions_are_told_alike():
    assert len({str(label) for label in PERMISSION_LABELS.values()}) == len(Permission)


def test_the_table_says_of_every_role_what_it_may():
    for permission, line in zip(Permission, role_table.matrix(Role.CLERK), strict=True):
        assert line["holders"] == [ROLE_LABELS[role] for role in role_table.SHOWN if permission in ROLES[role]]
        assert line["own"] == (permission in ROLES[Role.CLERK])
    assert {*role_table.SHOWN} == {*ROLES} - {Role.SYSTEM, Role.PUBLIC}


def by_role():
    return {each.role: each for each in role_table.described()}


def test_the_table_says_what_the_database_opens_to_a_role():
    found = by_role()
    assert "pekerja" not in found[Role.ADMIN].reads
    assert found[Role.PLATFORM].reads == []
    assert "iuran dan tagihan" not in found[Role.CLERK].reads
    assert found[Role.AUDITOR].writes == []
    assert "klaim" in found[Role.OFFICER].writes
    assert "pekerja" not in found[Role.OFFICER].writes


def test_whoever_is_signed_in_reads_the_table(world, visit, client):
    for person in (world.clerk, world.platform, world.officer):
        page = visit(person).get("/peran/daftar/").content.decode()
        assert "Menyetujui iuran bulanan" in page
        assert "peran Anda" in page
    assert client.get("/peran/daftar/").status_code == 302


def test_the_document_holds_the_table_of_today():
    """Otherwise: copy what this test prints into docs/roles.md."""
    table = role_table.as_markdown()
    assert (ROOT / "docs" / "roles.md").read_text().endswith(table), table
