"""What every role may do, read out of the permissions and of the wall, for a person to read."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.accounts.idle import GUARDED
from municipalities.roles import KEEPS, PERMISSION_LABELS, ROLE_LABELS, Permission, Role, may


SHOWN = tuple(role for role in Role if role not in (Role.SYSTEM, Role.PUBLIC))
# What the database itself opens to a role, by one table of each kind.
DATA = (
    (_("pekerja"), wall.WORKER_DATA),
    (_("roster"), wall.ROSTER),
    (_("iuran dan tagihan"), wall.CITY),
    (_("klaim"), wall.CLAIM),
    (_("perjanjian"), wall.AGREEMENT),
    (_("pengaturan kota"), wall.ORGANIZATION),
    (_("jejak"), wall.AUDIT),
)
OF = {
    Role.CLERK: _("satu unit dan yang di bawahnya"),
    Role.OFFICER: _("kota yang dilayani kantornya"),
    Role.BRANCH_HEAD: _("kota yang dilayani kantornya dan kantor di bawahnya"),
    Role.PLATFORM: _("tanpa data kota"),
}


@dataclass(frozen=True)
class Described:
    role: Role
    label: str
    of: str
    second_factor: bool
    reads: list
    writes: list
    keeps: list


def described():
    """Every role that somebody signs in with."""
    return [
        Described(
            role=role,
            label=ROLE_LABELS[role],
            of=OF.get(role, _("seluruh kota")),
            second_factor=role in GUARDED,
            reads=[label for label, kind in DATA if role in kind.readers and opens(kind, role)],
            writes=[label for label, kind in DATA if writes(kind, role)],
            keeps=[ROLE_LABELS[kept] for kept in KEEPS.get(role, ())],
        )
        for role in SHOWN
    ]


def opens(kind, role):
    return not (role == Role.CLERK and kind.clerks == "none")


def writes(kind, role):
    """The trail is written by everybody's acts and changed by nobody."""
    return role in kind.writers and opens(kind, role) and not kind.append_only


def matrix(own):
    """Every permission in words: whether the own role holds it, and which roles do."""
    return [
        {
            "label": PERMISSION_LABELS.get(permission, permission),
            "own": may(own, permission),
            "holders": [ROLE_LABELS[role] for role in SHOWN if may(role, permission)],
        }
        for permission in Permission
    ]


def as_markdown():
    """The same for the documents: docs/roles.md holds it, and a test compares."""
    lines = ["| peran | membaca | mengubah | mengatur peran | langkah kedua |", "| --- | --- | --- | --- | --- |"]
    for each in described():
        cells = [", ".join(map(str, said)) or "-" for said in (each.reads, each.writes, each.keeps)]
        factor = _("wajib") if each.second_factor else _("ditawarkan")
        lines.append(f"| {each.label} ({each.of}) | {' | '.join(cells)} | {factor} |")
    lines += ["", "| kewenangan | peran yang memegangnya |", "| --- | --- |"]
    lines += [f"| {line['label']} | {', '.join(map(str, line['holders'])) or '-'} |" for line in matrix(None)]
    return "\n".join(lines) + "\n"
