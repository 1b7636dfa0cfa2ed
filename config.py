"""Configuration: one frozen value read from the environment once; SQLite and in-process work unless told otherwise."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent


class ConfigurationError(Exception):
    """A setting of the environment that cannot be used; its text names the variable and what it takes."""


@dataclass(frozen=True)
class Smtp:
    """Where mail leaves: host, port, sign-in and how the line is secured."""

    host: str
    port: int = 25
    user: str = ""
    password: str = ""
    security: str = "none"  # none | starttls | tls
    sender: str = ""  # address in From and of the envelope; answers go to the event's contact (Reply-To)


@dataclass(frozen=True)
class S3:
    """A bucket for uploads; without an endpoint it is one of Amazon's, without keys the machine's own role is asked."""

    bucket: str
    endpoint: str = ""
    region: str = "us-east-1"
    access_key: str = ""
    secret_key: str = ""


@dataclass(frozen=True)
class Config:
    """Everything the program is told from outside, checked; `docs/operators.md` lists the variables."""

    instance: Path
    database_url: str
    secret_key: str
    redis_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 1
    threads: int = 8
    trusted_proxies: int = 0
    smtp: Smtp | None = None
    s3: S3 | None = None
    upload_quota: int = 2048  # MB that the uploads of one event may take
    metrics_token: str = ""
    pg_dump: str = ""  # path of pg_dump where it is not on PATH; pg_restore stands beside it
    rate_factor: int = 1  # multiplies every rate limit: a hall behind one address, a load test
    second_factor: str = "offered"  # offered | owners: whether owners need one to work at the desk
    testing: bool = False

    @property
    def secure(self) -> bool:
        """True when visitors reach the program over TLS: cookies and HSTS follow it."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], instance: Path | None = None) -> Config:
        """Read the variables; raises ConfigurationError naming the first one that cannot be used."""
        folder = (
            Path(environ.get("INSTANCE", "")) if environ.get("INSTANCE") else instance or ROOT / "instance"
        )
        folder.mkdir(0o700, parents=True, exist_ok=True)  # names, passports and keys lie there
        port = _number(environ, "PORT", 8000)
        host = environ.get("HOST", "127.0.0.1")
        return cls(
            instance=folder,
            database_url=_database_url(environ.get("DATABASE_URL", ""), folder),
            secret_key=_secret_key(environ) or _kept_secret(folder / "secret.key"),
            redis_url=_address(environ, "REDIS_URL", ("redis://", "rediss://", "unix://")),
            public_url=_address(environ, "PUBLIC_URL", ("http://", "https://")).rstrip("/")
            or f"http://{host}:{port}",
            host=host,
            port=port,
            processes=_number(environ, "PROCESSES", 1, least=1),
            threads=_number(environ, "THREADS", 8, least=1),
            trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0),
            smtp=_smtp(environ),
            s3=_s3(environ),
            upload_quota=_number(environ, "UPLOAD_QUOTA", 2048),
            metrics_token=environ.get("METRICS_TOKEN", ""),
            pg_dump=environ.get("PG_DUMP", ""),
            second_factor=_one_of(environ, "SECOND_FACTOR", ("offered", "owners")),
            rate_factor=_number(environ, "RATE_FACTOR", 1, least=1),
        )


def _number(environ: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or int(text) < least:
        raise ConfigurationError(f"{name} must be a whole number from {least} on, not {text!r}")
    return int(text)


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = environ.get(name, "") or choices[0]
    if text not in choices:
        raise ConfigurationError(f"{name} must be {' or '.join(choices)}, not {text!r}")
    return text


def _address(environ: Mapping[str, str], name: str, beginnings: tuple[str, ...]) -> str:
    text = environ.get(name, "")
    if text and not text.startswith(beginnings):
        raise ConfigurationError(f"{name} must begin with {' or '.join(beginnings)}, not as {text!r} does")
    return text


def _secret_key(environ: Mapping[str, str]) -> str:
    """Keys parted by commas, the current one first; '' where none is set."""
    text = environ.get("SECRET_KEY", "")
    if text and not all(part.strip() for part in text.split(",")):
        raise ConfigurationError("SECRET_KEY must be a key, or the new and the old ones with a comma between")
    return text


def _database_url(url: str, folder: Path) -> str:
    if not url:
        return f"sqlite:///{folder / 'multaqa.db'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    raise ConfigurationError("DATABASE_URL must begin with sqlite:/// or postgresql://")


def _kept_secret(path: Path) -> str:
    """The key of this installation, made on first use and readable by its owner only."""
    try:
        with open(path, "x", opener=_private) as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _smtp(environ: Mapping[str, str]) -> Smtp | None:
    host = environ.get("SMTP_HOST", "")
    if not host:
        return None
    security = environ.get("SMTP_SECURITY", "none")
    if security not in ("none", "starttls", "tls"):
        raise ConfigurationError("SMTP_SECURITY must be none, starttls or tls")
    return Smtp(
        host=host,
        port=_number(environ, "SMTP_PORT", {"none": 25, "starttls": 587, "tls": 465}[security]),
        user=environ.get("SMTP_USER", ""),
        password=environ.get("SMTP_PASSWORD", ""),
        security=security,
        sender=environ.get("SMTP_SENDER", ""),
    )


def _s3(environ: Mapping[str, str]) -> S3 | None:
    bucket = environ.get("S3_BUCKET", "")
    if not bucket:
        return None
    if bool(environ.get("S3_ACCESS_KEY")) != bool(environ.get("S3_SECRET_KEY")):
        raise ConfigurationError("S3_ACCESS_KEY must come together with S3_SECRET_KEY")
    return S3(
        bucket=bucket,
        endpoint=_address(environ, "S3_ENDPOINT", ("http://", "https://")).rstrip("/"),
        region=environ.get("S3_REGION", "us-east-1"),
        access_key=environ.get("S3_ACCESS_KEY", ""),
        secret_key=environ.get("S3_SECRET_KEY", ""),
    )
