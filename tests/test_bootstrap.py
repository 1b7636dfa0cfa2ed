"""Set-up: each step once, again when its inputs change, and a failure that says what to do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import Failed, Step, prepare
from tests.support.keeper import ROOT


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own, so that the real environment stays as it is."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    (tmp_path / "list.txt").write_text("one")
    return tmp_path


def counted(place: Path) -> tuple[Step, list[int]]:
    """A step that depends on list.txt and notes each time it runs."""
    runs: list[int] = []
    return Step("counted", "Counting", lambda: [place / "list.txt"], lambda step: runs.append(1)), runs


def test_a_step_runs_once(place: Path) -> None:
    step, runs = counted(place)
    prepare((step,))
    prepare((step,))
    assert len(runs) == 1


def test_a_step_runs_again_when_its_input_changed(place: Path) -> None:
    step, runs = counted(place)
    prepare((step,))
    (place / "list.txt").write_text("two")
    prepare((step,))
    assert len(runs) == 2


def test_a_failed_step_says_what_it_said_and_what_to_do_and_runs_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = [sys.executable, "-c", "print('the disk is full'); raise SystemExit(3)"]
    step = Step("bad", "Failing", list, lambda step: bootstrap.run(step, fault, "Make room and try again."))
    with pytest.raises(Failed, match=r"ended with 3:\n    the disk is full\nMake room and try again\."):
        prepare((step,))
    assert not step.is_current()
    assert "[1/1] Failing ..." in capsys.readouterr().err


def test_a_home_that_cannot_be_written_is_replaced(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for home in ("", "/nowhere"):
        monkeypatch.setenv("HOME", home)
        assert os.access(bootstrap.environment()["HOME"], os.W_OK)


def test_a_browser_that_was_named_wrongly_stops_the_set_up(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    step = Step("browser", "Browser", list, bootstrap.have_browser)
    with pytest.raises(Failed, match="CHROMIUM=/no/such/browser cannot be run"):
        prepare((step,))


def test_redis_for_a_python_without_its_wheel_keeps_the_pinned_hashes(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "tests").mkdir()
    (place / "tests/requirements.txt").write_text((ROOT / "tests/requirements.txt").read_text())
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "run", lambda step, command, advice: commands.append(command))
    prepare((Step("redis", "Redis", list, bootstrap.install_redis),))
    pinned = (place / ".venv" / "redis.txt").read_text()
    assert "--require-hashes" in commands[0]
    assert pinned.count("==") == 1
    assert pinned.count("--hash=sha256:") >= 1
    assert ";" not in pinned
