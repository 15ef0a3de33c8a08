"""The environment is read loudly, and a login is derived and never guessed."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


ADMIN = "postgresql://postgres:geheim@127.0.0.1:5433/postgres"


def test_a_missing_variable_says_its_name(monkeypatch):
    monkeypatch.delenv("PAYUNG_MISSING", raising=False)
    with pytest.raises(ImproperlyConfigured, match="PAYUNG_MISSING"):
        env.env("PAYUNG_MISSING")


@pytest.mark.parametrize(("text", "truth"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("", False)])
def test_a_truth_is_read_in_its_usual_words(monkeypatch, text, truth):
    monkeypatch.setenv("PAYUNG_X", text)
    assert env.env_bool("PAYUNG_X", default=not truth) is truth


def test_a_truth_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("PAYUNG_X", "ja")
    with pytest.raises(ImproperlyConfigured, match="'ja'"):
        env.env_bool("PAYUNG_X", default=False)


def test_a_list_is_written_with_commas(monkeypatch):
    monkeypatch.setenv("PAYUNG_X", "a.example, b.example,,")
    assert env.env_list("PAYUNG_X") == ["a.example", "b.example"]


def test_a_database_url_is_read_into_its_parts():
    found = env.database("postgresql://u%40x:p%2Fw@db.example:5433/payung?sslmode=require")
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        *("u@x", "p/w", "db.example", "5433", "payung")
    ]
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_url_may_name_a_socket_folder():
    found = env.database("postgresql://postgres@/payung?host=/run/postgresql&port=5434")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/postgresql", "5434", {})


def test_a_url_of_another_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        env.database("mysql://root@localhost/x")


def test_a_role_password_is_the_same_for_whoever_holds_the_administrators():
    assert env.role_password("geheim", "payung_app") == env.role_password("geheim", "payung_app")


def test_every_role_and_every_administrator_has_another_password():
    found = {env.role_password(word, role) for word in ("geheim", "anders") for role in ("payung_app", "payung_owner")}
    assert len(found) == 4
    assert not any("geheim" in password for password in found)


def test_an_administrator_without_a_password_makes_roles_without_one():
    assert env.role_password("", "payung_app") == ""


def test_the_site_signs_in_as_payung_app_and_migrations_as_the_owner():
    found = env.databases(ADMIN, app_url=None, owner_url=None)
    assert {alias: settings["USER"] for alias, settings in found.items()} == {
        "default": "payung_app",
        "owner": "payung_owner",
        "admin": "postgres",
    }


def test_the_administrators_password_reaches_neither_site_nor_owner():
    found = env.databases(ADMIN, app_url=None, owner_url=None)
    assert "geheim" not in {found["default"]["PASSWORD"], found["owner"]["PASSWORD"]}


def test_nobody_works_in_the_servers_own_database():
    found = env.databases(ADMIN, app_url=None, owner_url=None)
    assert {settings["NAME"] for settings in found.values()} == {"payung"}


def test_a_server_of_production_knows_the_applications_login_alone():
    found = env.databases(None, app_url="postgresql://payung_app:x@db/payung", owner_url=None)
    assert list(found) == ["default"]


def test_without_any_database_the_way_out_is_named():
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.databases(None, app_url=None, owner_url=None)


@pytest.mark.parametrize(
    ("url", "celery", "cache"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/1"),
        ("rediss://:p@r.example:6380/3", "rediss://:p@r.example:6380/3", "rediss://:p@r.example:6380/1"),
        ("unix:///run/r.sock?db=0", "redis+socket:///run/r.sock?virtual_host=0", "unix:///run/r.sock?db=1"),
        ("unix:///run/r.sock", "redis+socket:///run/r.sock?virtual_host=0", "unix:///run/r.sock?db=1"),
    ],
)
def test_one_redis_serves_queue_and_cache_apart(url, celery, cache):
    assert (env.celery_url(url), env.cache_url(url)) == (celery, cache)


def test_a_secret_key_is_made_once_and_kept_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("PAYUNG_SECRET_KEY", raising=False)
    home = tmp_path / "var"
    first = env.secret_key(home)
    assert env.secret_key(home) == first
    assert len(first) >= 50
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_taken(monkeypatch, tmp_path):
    monkeypatch.setenv("PAYUNG_SECRET_KEY", "dari lingkungan")
    assert env.secret_key(tmp_path) == "dari lingkungan"
    assert list(tmp_path.iterdir()) == []
