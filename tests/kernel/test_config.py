"""Configuration: read once from the environment, checked, with faults that name the variable."""

from __future__ import annotations

import stat
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from app import create_app
from config import S3, Config, ConfigurationError, Smtp


def read(folder: Path, **environ: str) -> Config:
    return Config.from_environment(environ, folder)


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    config = read(tmp_path / "new")
    assert config.database_url == f"sqlite:///{tmp_path / 'new' / 'multaqa.db'}"
    assert (config.public_url, config.secure, config.smtp) == ("http://127.0.0.1:8000", False, None)
    assert (config.processes, config.trusted_proxies, config.redis_url) == (1, 0, "")
    assert (tmp_path / "new").is_dir()


def test_it_cannot_be_changed_afterwards(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        read(tmp_path).port = 1  # type: ignore[misc]


def test_everything_can_be_set(tmp_path: Path) -> None:
    config = read(
        tmp_path, INSTANCE=str(tmp_path / "elsewhere"), PORT="9000", HOST="0.0.0.0", PROCESSES="2", THREADS="4",
        TRUSTED_PROXIES="1", SECRET_KEY="new,old", REDIS_URL="redis://127.0.0.1:6379/0", METRICS_TOKEN="m",
        PUBLIC_URL="https://meet.example/", RATE_FACTOR="10", SMTP_HOST="mail.example", SMTP_SECURITY="starttls",
        SMTP_USER="u", SMTP_PASSWORD="p", SMTP_SENDER="post@meet.example", UPLOAD_QUOTA="50",
        S3_BUCKET="faces", S3_ENDPOINT="https://s3.example/", S3_REGION="eu", S3_ACCESS_KEY="a", S3_SECRET_KEY="b",
    )  # fmt: skip
    assert config == Config(
        instance=tmp_path / "elsewhere", database_url=f"sqlite:///{tmp_path / 'elsewhere' / 'multaqa.db'}",
        secret_key="new,old", redis_url="redis://127.0.0.1:6379/0", public_url="https://meet.example",
        host="0.0.0.0", port=9000, processes=2, threads=4, trusted_proxies=1, metrics_token="m", rate_factor=10,
        smtp=Smtp("mail.example", 587, "u", "p", "starttls", "post@meet.example"), upload_quota=50,
        s3=S3("faces", "https://s3.example", "eu", "a", "b"),
    )  # fmt: skip
    assert config.secure


@pytest.mark.parametrize(
    "environ",
    [
        {"PORT": "eight"},
        {"PORT": "-1"},
        {"PROCESSES": "0"},
        {"THREADS": "0"},
        {"RATE_FACTOR": "0"},
        {"TRUSTED_PROXIES": "yes"},
        {"DATABASE_URL": "mysql://localhost/meetings"},
        {"REDIS_URL": "127.0.0.1:6379"},
        {"PUBLIC_URL": "meet.example"},
        {"SECRET_KEY": " , "},
        {"SECRET_KEY": "new,"},
        {"SMTP_HOST": "mail.example", "SMTP_SECURITY": "ssl"},
        {"SMTP_HOST": "mail.example", "SMTP_PORT": "smtp"},
        {"S3_BUCKET": "faces", "S3_ENDPOINT": "s3.example"},
        {"S3_BUCKET": "faces", "S3_SECRET_KEY": "b", "S3_ACCESS_KEY": ""},
    ],
    ids=lambda environ: " ".join("=".join(pair) for pair in environ.items()),
)
def test_a_fault_names_the_variable(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read(tmp_path, **environ)
    assert str(refused.value).startswith(list(environ)[-1] + " must ")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@db/meetings", "postgresql+psycopg://u:p@db/meetings"),
        ("postgresql://db/meetings", "postgresql+psycopg://db/meetings"),
        ("postgresql+psycopg://db/meetings", "postgresql+psycopg://db/meetings"),
        ("sqlite:////srv/meetings.db", "sqlite:////srv/meetings.db"),
    ],
)
def test_the_database_is_named_as_operators_know_it(tmp_path: Path, given: str, used: str) -> None:
    assert read(tmp_path, DATABASE_URL=given).database_url == used


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_the_mail_port_follows_its_security(tmp_path: Path, security: str, port: int) -> None:
    smtp = read(tmp_path, SMTP_HOST="mail.example", SMTP_SECURITY=security).smtp
    assert smtp is not None
    assert smtp.port == port


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    made = read(tmp_path).secret_key
    kept = tmp_path / "secret.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(made) == 64
    assert read(tmp_path).secret_key == made == kept.read_text()
    assert read(tmp_path / "other").secret_key != made


def test_a_folder_that_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    read(tmp_path, INSTANCE=str(tmp_path / "new"))
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_key_that_was_set_makes_no_file(tmp_path: Path) -> None:
    assert read(tmp_path, SECRET_KEY="given").secret_key == "given"
    assert not (tmp_path / "secret.key").exists()


@pytest.mark.parametrize(
    ("public_url", "secure"), [("https://meet.example", True), ("http://meet.example", False)]
)
def test_cookies_follow_the_public_address(tmp_path: Path, public_url: str, secure: bool) -> None:
    app = create_app(Config(tmp_path, "sqlite://", "key", public_url=public_url))
    assert app.config["SESSION_COOKIE_SECURE"] is secure
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True
