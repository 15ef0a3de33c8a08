"""Where the servers of the quick start keep their files, and as which system user they run."""

import hashlib
import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote


# A unix socket's address holds 108 bytes, the last one being the end mark.
SOCKET_PATH_BYTES = 107
SHORT = Path("/tmp")
SYSTEM_USER = "embedded_postgres"
# Where root keeps what that user could not reach under var/.
ELSEWHERE = Path("/var/lib/payung-local")


class CannotStart(Exception):
    """Says what failed and what to do, in words for the person at the terminal."""


def make_folder(path, *, account=None):
    """
    Make the folder, closed to everyone but its owner; `account` is who that is, None ourselves.

    :raises CannotStart: if someone else already took the name of a short folder under /tmp
    """
    path.mkdir(parents=True, exist_ok=True)
    owner = account.pw_uid if account else os.geteuid()
    if path.parent == SHORT and (path.is_symlink() or path.stat().st_uid not in {owner, os.geteuid()}):
        raise CannotStart(f"{path} belongs to someone else. Remove it, or set PAYUNG_HOME to a shorter path.")
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)
    path.chmod(0o700)
    return path


def socket_folder(folder, *, socket_name):
    """The folder itself, or a plain short one under /tmp where its path is too long or escaped in a URL."""
    path = str(folder / socket_name)
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES and quote(path) == path:
        return folder
    return SHORT / f"payung-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}"


def remove_short(folder):
    """Leave nothing under /tmp; a folder under var/ stays."""
    if folder.parent == SHORT:
        with suppress(OSError):
            folder.rmdir()


def log_tail(path, *, lines=12):
    """The end of a server's log, to stand under the sentence that says it failed."""
    try:
        text = path.read_text(errors="replace")
    except OSError:
        return ""
    return "".join(f"\n    {line}" for line in text.splitlines()[-lines:])


def process_of(pid_file, *, mentions):
    """
    The number in the pid file, if that process still names `mentions` in its command line; else None.

    After a crash the number may have become a stranger's, who must not be signalled.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
        command_line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None
    return pid if os.fsencode(mentions) in command_line else None


def server_account(data):
    """
    Who runs PostgreSQL, which refuses root: None for ourselves, else the owner of the data or a system user.

    :raises CannotStart: if the system user cannot be made
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotStart(
            "PostgreSQL does not run as root, and the system user for it could not be made "
            f"({getattr(error, 'stderr', '') or error}).\n"
            f"Make one with: {' '.join(command)}\nor start as an ordinary user, or set DATABASE_URL."
        ) from error
    return pwd.getpwnam(SYSTEM_USER)


def run_as(account):
    """Arguments of subprocess that run a program as that account; none for ourselves."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def can_enter(path, *, account):
    """Whether the account may go into the folder: tried, since permissions are more than bits."""
    if account is None:
        return True
    tried = subprocess.run(["/bin/sh", "-c", 'cd "$0"', path], cwd="/", capture_output=True, **run_as(account))
    return tried.returncode == 0


def reachable_folder(wanted, *, account):
    """
    The folder for the server's files: the one wanted, or, where root's own home shuts the account out, one elsewhere.

    Then `wanted` becomes a link to it, and removing the link (or all of var/) means to start anew.

    :raises CannotStart: if files stand already where the account can no longer go
    """
    if can_enter(wanted.parent, account=account):
        return wanted
    if wanted.is_dir() and not wanted.is_symlink():
        raise CannotStart(
            f"The user {account.pw_name} can no longer enter {wanted.parent}. Give the way back, or remove {wanted}."
        )
    folder = ELSEWHERE / hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    if not wanted.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        wanted.symlink_to(folder)
    return folder


def reachable_programs(programs, *, account):
    """The folder of the server's programs, or, where the account cannot enter it, a copy that it can."""
    if can_enter(programs / "pginstall" / "bin", account=account):
        return programs
    name = f"programs-{hashlib.sha256(os.fsencode(programs)).hexdigest()[:12]}"
    copy = ELSEWHERE / f"{name}-{programs.stat().st_mtime_ns}"
    if not copy.exists():
        outdated = list(ELSEWHERE.glob(f"{name}-*"))
        half_made = ELSEWHERE / f"{name}-{os.getpid()}"
        for folder in (programs, programs.with_name(f"{programs.name}.libs")):
            shutil.copytree(folder, half_made / folder.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
        half_made.rename(copy)
        for folder in outdated:
            shutil.rmtree(folder, ignore_errors=True)
    return copy / programs.name
