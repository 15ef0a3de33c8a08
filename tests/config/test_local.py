"""The servers of the quick start, started for real in folders of their own."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from config.local_place import SOCKET_PATH_BYTES
from tests.config.homes import ROOT, Local, address_of_redis, at_home, end, outlived_by_servers


ASK_BOTH = """
import os, psycopg2, redis
with psycopg2.connect(os.environ["DATABASE_URL"]) as line, line.cursor() as cursor:
    cursor.execute("SELECT 42")
    print("postgres", cursor.fetchone()[0])
line.close()
with redis.Redis.from_url(os.environ["REDIS_URL"]) as line:
    print("redis", line.ping())
"""


@pytest.fixture
def fresh():
    with at_home() as here:
        yield here


@pytest.fixture(scope="module")
def database_made_once():
    """The files of a database as the first start makes them."""
    with at_home() as here:
        here("run", "--", "true")
        yield here.home / "postgres" / "data"


@pytest.fixture
def local(fresh, database_made_once):
    """Where there was a first start before."""
    (fresh.home / "postgres").mkdir()
    shutil.copystat(database_made_once.parent, fresh.home / "postgres")
    subprocess.run(["cp", "-a", database_made_once, fresh.home / "postgres"], check=True)
    return fresh


def test_a_command_finds_both_servers(local):
    assert local.python(ASK_BOTH).stdout == "postgres 42\nredis True\n"


def test_the_servers_stop_with_the_command(local):
    local.python("pass")
    assert local.running() == set()


def test_no_port_is_opened(fresh):
    ask = """
import os, psycopg2, redis
line = psycopg2.connect(os.environ["DATABASE_URL"])
cursor = line.cursor()
cursor.execute("SHOW listen_addresses")
print(repr(cursor.fetchone()[0]))
line.close()
with redis.Redis.from_url(os.environ["REDIS_URL"]) as line:
    print(line.config_get("port"))
"""
    assert fresh.python(ask).stdout.splitlines() == ["''", "{'port': '0'}"]


def test_the_folders_of_the_sockets_are_closed_to_others(local):
    with_servers = local.hold()
    modes = {
        path.name: (local.home / path / "run").stat().st_mode & 0o777 for path in (Path("postgres"), Path("redis"))
    }
    end(with_servers)
    assert modes == {"postgres": 0o700, "redis": 0o700}


def test_servers_of_the_operator_are_used_instead(fresh):
    print_them = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"
    ran = fresh("run", "--", sys.executable, "-c", print_them, DATABASE_URL="postgresql://x", REDIS_URL="redis://y")
    assert ran.stdout == "postgresql://x redis://y\n"
    assert not (fresh.home / "postgres").exists()
    assert not (fresh.home / "redis").exists()


@pytest.mark.parametrize("name", ["PAYUNG_OWNER_URL", "PAYUNG_APP_URL"])
def test_roles_of_the_operator_mean_a_database_of_the_operator(fresh, name):
    fresh("run", "--", "true", **{name: "postgresql://x"})
    assert not (fresh.home / "postgres").exists()


def test_the_exit_code_is_that_of_the_command(local):
    assert local("run", "--", "sh", "-c", "exit 7", DATABASE_URL="x", REDIS_URL="x").returncode == 7


def test_a_killed_command_counts_as_a_shell_counts_it(local):
    assert local("run", "--", "sh", "-c", "kill -9 $$", DATABASE_URL="x", REDIS_URL="x").returncode == 137


def test_an_unknown_command_is_named(local):
    ran = local("run", "--", "no-such-command", DATABASE_URL="x", REDIS_URL="x")
    assert (ran.returncode, ran.stderr) == (127, "no-such-command: No such file or directory\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_command_and_the_servers(local, number):
    assert end(local.hold(), number) == 128 + number
    assert local.running() == set()


def test_a_command_that_is_deaf_in_a_long_query_ends_when_asked_twice(local):
    sleep = """
import os, psycopg2
line = psycopg2.connect(os.environ["DATABASE_URL"])
print("ready", flush=True)
line.cursor().execute("SELECT pg_sleep(300)")
"""
    deaf = local.begin("run", "--", sys.executable, "-c", sleep)
    assert deaf.stdout.readline() == "ready\n"
    deaf.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        deaf.wait(2)
    assert end(deaf, signal.SIGINT) == 130
    assert local.running() == set()


def test_a_command_that_listens_to_nothing_is_killed_when_asked_three_times(local):
    deaf = local.begin(
        "run", "--", "sh", "-c", "trap '' INT TERM; echo ready; read line", DATABASE_URL="x", REDIS_URL="x"
    )
    assert deaf.stdout.readline() == "ready\n"
    for number in (signal.SIGINT, signal.SIGTERM):
        deaf.send_signal(number)
        with pytest.raises(subprocess.TimeoutExpired):
            deaf.wait(2)
    assert end(deaf, signal.SIGINT) == 137


def test_what_a_command_leaves_behind_does_not_keep_others_out(local):
    left = local.begin("run", "--", "sh", "-c", "sleep 30 >/dev/null 2>&1 & echo $!")
    pid = int(left.communicate(timeout=30)[0])
    ran = local.python(ASK_BOTH)
    os.kill(pid, signal.SIGTERM)
    assert ran.returncode == 0


def test_a_second_command_shares_the_servers(local):
    first, second = local.hold(), local.hold()
    assert end(first) == 143
    assert local.running() == {"PostgreSQL", "Redis"}
    end(second)
    assert local.running() == set()


def test_two_first_starts_at_once_make_one_database(fresh):
    both = [fresh.begin("run", "--", sys.executable, "-c", ASK_BOTH) for _ in range(2)]
    assert [process.communicate(timeout=60)[0] for process in both] == ["postgres 42\nredis True\n"] * 2


def test_a_command_whose_starter_was_killed_keeps_its_servers(local):
    orphaned = local.hold()
    orphaned.kill()
    orphaned.wait()
    assert local.python(ASK_BOTH).returncode == 0
    assert local.running() == {"PostgreSQL", "Redis"}
    orphaned.communicate()


def test_servers_that_outlived_their_starter_are_used_and_then_stopped(local):
    outlived_by_servers(local)
    assert local.running() == {"PostgreSQL", "Redis"}
    assert local.python(ASK_BOTH).returncode == 0
    assert local.running() == set()


def test_stop_refuses_while_a_command_uses_the_servers(local):
    with_servers = local.hold()
    refused = local("stop")
    end(with_servers)
    assert (refused.returncode, "Another command uses the servers" in refused.stderr) == (1, True)


def test_an_interrupted_initdb_is_made_anew(fresh):
    half_made = fresh.home / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    assert fresh.python(ASK_BOTH).returncode == 0
    assert not half_made.exists()


def test_what_was_written_is_there_again_after_a_crash(local):
    write = """
import os, psycopg2, signal
line = psycopg2.connect(os.environ["DATABASE_URL"])
line.autocommit = True
line.cursor().execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
pid = open(os.environ["PAYUNG_HOME"] + "/postgres/data/postmaster.pid").readline()
os.kill(int(pid), signal.SIGKILL)
"""
    read = """
import os, psycopg2
line = psycopg2.connect(os.environ["DATABASE_URL"])
cursor = line.cursor()
cursor.execute("SELECT n FROM kept")
print(cursor.fetchone()[0])
"""
    assert local.python(write).returncode == 0
    assert local.python(read).stdout == "7\n"


def test_a_pid_file_that_names_a_stranger_is_removed_and_the_stranger_lives(local):
    local.python("pass")
    stranger = subprocess.Popen(["sleep", "60"])
    pid_file = local.home / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{stranger.pid}\n{pid_file.parent}\n1\n5432\n{pid_file.parents[1]}/run\n\n1 1\nready\n")
    (local.home / "redis" / "pid").write_text(f"{stranger.pid}\n")
    assert local.python(ASK_BOTH).returncode == 0
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_server_that_is_too_busy_to_answer_is_waited_for(local):
    """It must not be stopped under the command that uses it."""
    holding = local.hold()
    postmaster = int((local.home / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    redis = int((local.home / "redis" / "pid").read_text())
    for pid in (postmaster, redis):
        os.kill(pid, signal.SIGSTOP)
    second = local.begin("run", "--", sys.executable, "-c", ASK_BOTH)
    with pytest.raises(subprocess.TimeoutExpired):
        second.communicate(timeout=8)
    for pid in (redis, postmaster):
        os.kill(pid, signal.SIGCONT)
    assert second.communicate(timeout=60)[0] == "postgres 42\nredis True\n"
    assert int((local.home / "postgres" / "data" / "postmaster.pid").read_text().split()[0]) == postmaster
    end(holding)


def test_a_server_that_lost_its_socket_is_replaced(local):
    outlived_by_servers(local)
    for socket in (local.home / "postgres" / "run" / ".s.PGSQL.5432", local.home / "redis" / "run" / "redis.sock"):
        socket.unlink()
    assert local.python(ASK_BOTH).returncode == 0
    assert local.running() == set()


def test_a_deep_home_gets_sockets_with_a_short_address(fresh):
    deep = Local(fresh.home.joinpath(*["a-folder-with-a-long-name"] * 5))
    assert len(address_of_redis(deep)) <= SOCKET_PATH_BYTES
    assert deep.python(ASK_BOTH).returncode == 0


def test_a_home_with_spaces_gets_sockets_with_a_plain_address(fresh):
    # kombu takes the address as it stands, redis-py unescapes it: only one without escapes serves both
    spaced = Local(fresh.home / "Kota Bengkulu")
    assert quote(address_of_redis(spaced)) == address_of_redis(spaced)
    assert spaced.python(ASK_BOTH).returncode == 0


def test_files_of_another_postgresql_are_refused_with_what_to_do(local):
    local.python("pass")
    version = local.home / "postgres" / "data" / "PG_VERSION"
    version.write_text("15\n")
    refused = local.python("pass")
    version.write_text("18\n")
    assert refused.returncode == 1
    assert "was made by PostgreSQL 15" in refused.stderr
    assert f"remove {local.home / 'postgres'}" in refused.stderr


def test_a_server_that_cannot_start_shows_the_end_of_its_log(local):
    local.python("pass")
    settings = local.home / "postgres" / "data" / "postgresql.conf"
    settings.write_text("nonsense = here\n")
    refused = local.python("pass")
    assert refused.returncode == 1
    assert 'unrecognized configuration parameter "nonsense"' in refused.stderr


def test_a_broken_server_of_the_tests_is_made_anew(fresh):
    fresh("--throwaway", "run", "--", "true")
    control = fresh.home / "test" / "postgres" / "data" / "global" / "pg_control"
    control.write_bytes(b"")
    assert fresh.python(ASK_BOTH, "--throwaway").stdout == "postgres 42\nredis True\n"


def test_tests_get_a_quick_server_of_their_own(fresh):
    ask = """
import os, psycopg2
line = psycopg2.connect(os.environ["DATABASE_URL"])
cursor = line.cursor()
cursor.execute("SHOW fsync")
print(cursor.fetchone()[0], os.environ["PAYUNG_HOME"])
"""
    assert fresh.python(ask, "--throwaway").stdout == f"off {fresh.home / 'test'}\n"


BECOME_NOBODY = """
import os, sys
from config import local
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(local.main(sys.argv[1:]))
"""


def as_somebody(*arguments, home):
    """As a user who owns nothing, also where we are root: who leaves root once the code is read."""
    environment = {"PATH": os.environ["PATH"], "PAYUNG_HOME": home, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", BECOME_NOBODY, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_home_of_someone_else_is_refused_with_what_to_do():
    refused = as_somebody("run", "--", "true", home="/etc")
    assert refused.returncode == 1
    assert "/etc belongs to another user. Start as that user, remove it, or set PAYUNG_HOME" in refused.stderr


def test_a_home_that_cannot_be_made_is_refused_with_what_to_do():
    refused = as_somebody("status", home="/etc/payung")
    assert refused.returncode == 1
    assert "/etc/payung cannot be made: Permission denied. Set PAYUNG_HOME" in refused.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as someone else")
def test_root_keeps_the_database_elsewhere_where_its_own_folder_is_closed(fresh):
    fresh.home.chmod(0o700)
    assert fresh.python(ASK_BOTH).returncode == 0
    assert ((fresh.home / "postgres").readlink() / "data" / "PG_VERSION").exists()
