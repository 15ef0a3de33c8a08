"""Every variable that the code reads stands in .env.example, and nothing else does."""

import re
from pathlib import Path

import pytest
import yaml


ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    *("config", "reports", "claims", "contributions", "enrollment", "agreements", "municipalities"),
    *("regulations", "common"),
)
NAME = r"(?:PAYUNG_[A-Z_]+|DATABASE_URL|REDIS_URL|CACHE_URL|POSTGRES_PASSWORD|[A-Z]+_PASSWORD)"
IN_PYTHON = re.compile(rf"""(?:env(?:_bool|_list)?\(|environ\.get\(|environ\[)\s*["']({NAME})["']""")
IN_TESTS = re.compile(rf"""environ(?:\.get\(|\[)\s*["']({NAME})["']""")
IN_SHELL = re.compile(rf"\$\{{?({NAME})\b|export ({NAME})=|^({NAME})=", re.MULTILINE)
IN_COMPOSE = re.compile(r"(?<!\$)\$\{([A-Z_]+)[:}]")
IN_EXAMPLE = re.compile(rf"^#?({NAME}|[A-Z_]+)=", re.MULTILINE)


def names(pattern, *paths):
    found = [match for path in paths for match in pattern.findall(path.read_text())]
    return {name for match in found for name in ([match] if isinstance(match, str) else match) if name}


def read_by_the_code():
    python = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    shell = [path for path in [*(ROOT / "bin").iterdir(), ROOT / ".ci" / "run"] if path.is_file()]
    return (
        names(IN_PYTHON, *python)
        | names(IN_TESTS, *tests)
        | names(IN_SHELL, *shell)
        | names(IN_COMPOSE, ROOT / "docker-compose.yml")
    )


def in_the_example():
    return names(IN_EXAMPLE, ROOT / ".env.example")


def test_every_variable_that_is_read_stands_in_the_example():
    assert sorted(read_by_the_code() - in_the_example()) == []


def test_every_variable_of_the_example_is_read():
    assert sorted(in_the_example() - read_by_the_code()) == []


def test_a_variable_is_found_in_every_language():
    python = IN_PYTHON.findall('env.env_bool("PAYUNG_A", 1) os.environ.get("PAYUNG_B")')
    shell = {name for found in IN_SHELL.findall("[ ${PAYUNG_C:-} ] && export PAYUNG_D=1") for name in found if name}
    assert python == ["PAYUNG_A", "PAYUNG_B"]
    assert shell == {"PAYUNG_C", "PAYUNG_D"}
    assert IN_COMPOSE.findall("${E:?set it} $${F}") == ["E"]


COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("setup", "web", "worker", "quick", "beat", "relay")
THEIRS = ("postgres", "redis", "cache")
OF_THE_IMAGE = {"PAYUNG_HOME", "PAYUNG_STATIC", "PAYUNG_SCANNER"}
OF_SET_UP = {"DATABASE_URL", "PAYUNG_OWNER_URL"}
OF_A_TRIAL = {"PAYUNG_DEBUG", "PAYUNG_DEMO", "PAYUNG_CRASH"}
every_service = pytest.mark.parametrize("name", [*OURS, *THEIRS])


def test_compose_has_the_services_of_the_house():
    assert sorted(SERVICES) == sorted([*OURS, *THEIRS])


@pytest.mark.parametrize("name", [name for name in (*OURS, *THEIRS) if name != "setup"])
def test_every_service_that_stays_says_whether_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"]


@every_service
def test_no_service_may_become_more_than_it_is(name):
    assert SERVICES[name]["cap_drop"] == ["ALL"]
    assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", THEIRS)
def test_no_server_runs_as_root(name):
    assert SERVICES[name]["user"] in {"postgres", "redis"}


def test_our_image_does_not_run_as_root():
    users = re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert users == ["10001"]


@pytest.mark.parametrize("name", [name for name in OURS if name != "setup"])
def test_what_serves_has_the_applications_login_alone(name):
    given = SERVICES[name]["environment"]
    assert given["PAYUNG_APP_URL"].startswith("postgresql://payung_app:")
    assert not {"DATABASE_URL", "PAYUNG_OWNER_URL"} & set(given)


@pytest.mark.parametrize("name", OURS)
def test_what_the_operator_sets_reaches_what_serves(name):
    """A variable of .env that compose does not pass on would change nothing, and nobody would know."""
    serving = names(IN_PYTHON, ROOT / "config" / "settings.py", ROOT / "config" / "env.py")
    serving |= names(IN_PYTHON, *(ROOT / "regulations").glob("*.py"))
    assert sorted(serving - set(SERVICES[name]["environment"]) - OF_THE_IMAGE - OF_SET_UP - OF_A_TRIAL) == []


@every_service
def test_no_secret_is_written_into_the_file(name):
    for key, value in SERVICES[name].get("environment", {}).items():
        if re.search(r"PASSWORD|SECRET|AUTH|_URL", key) and key != "PAYUNG_PUBLIC_URL":
            assert re.search(r"\$\{[A-Z_]+:\?", value) or value == "${PAYUNG_SMTP_URL:-}", key  # needed or empty


def test_only_the_web_is_reached_from_outside():
    assert [name for name in SERVICES if SERVICES[name].get("ports")] == ["web"]
    assert SERVICES["web"]["ports"] == ["${PAYUNG_BIND:-127.0.0.1:8000}:8000"]


def test_what_must_last_stands_in_volumes():
    mounted = {volume.split(":")[0] for name in SERVICES for volume in SERVICES[name].get("volumes", ())}
    assert mounted == set(COMPOSE["volumes"]) == {"database", "files", "queue"}


def test_the_queue_forgets_nothing_and_the_cache_may():
    queue, cache = (" ".join(SERVICES[name]["command"]) for name in ("redis", "cache"))
    assert "noeviction" in queue
    assert "--appendonly yes" in queue
    assert "allkeys-lru" in cache
