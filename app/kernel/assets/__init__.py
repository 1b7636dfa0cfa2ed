"""Built front-end files: their addresses, which carry a hash of the content, and how they are served."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, send_file
from werkzeug.datastructures import Accept

from app.kernel import guard, web

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "static" / "build"
ADDRESS = "/static/build/"
READER = "reader."  # how its name begins: a worker runs WebAssembly by the policy of its own answer, not by its page's
ENCODINGS = {"br": ".br", "gzip": ".gz"}

blueprint = Blueprint("assets", __name__)


@functools.cache
def manifest() -> Mapping[str, str]:
    """Source name to built name (app.css to app.3FA2B7CD.css); raises RuntimeError before the first build."""
    try:
        kept = json.loads((BUILT / "manifest.json").read_text("utf-8"))
    except FileNotFoundError as missing:
        raise RuntimeError("static/build is missing: run `python -m app.kernel.assets build`") from missing
    files: dict[str, str] = kept["files"]
    return files


def asset(name: str) -> str:
    """The address of a built file by its source name; raises KeyError for a name that is not built."""
    return ADDRESS + manifest()[name]


def asset_file(name: str) -> Path:
    """Where a built file lies on disk, for what is served at an address of its own (a service worker)."""
    return BUILT / manifest()[name]


@blueprint.get(f"{ADDRESS}<name>")
@guard.open_to_all
def built(name: str) -> Response:
    """A built file, compressed as the visitor takes it; a new content has a new name, so it is kept.

    Also one of the build before, or of the next that this process does not know yet: in an upgrade pages of both ask.
    """
    path = BUILT / name
    if path.suffix not in MIMETYPES or not path.is_file():
        abort(404)
    if name.startswith(READER):
        web.allow_scanning()
    return send_asset(path, request.accept_encodings)


def send_asset(path: Path, accepted: Accept) -> Response:
    """Answer with a file or its ready-made .br or .gz twin, whichever the visitor prefers and we have."""
    twins = {name: path.with_name(path.name + suffix) for name, suffix in ENCODINGS.items()}
    there = [name for name, twin in twins.items() if twin.exists()]
    chosen = accepted.best_match(there) if there else None
    response = send_file(twins[chosen] if chosen else path, mimetype=MIMETYPES[path.suffix], max_age=31536000)
    response.cache_control.immutable = True
    response.cache_control.public = True
    if chosen:
        response.content_encoding = chosen
    if there:
        response.vary.add("Accept-Encoding")
    return response


# Named here and not guessed: what Python guesses depends on the machine it runs on.
MIMETYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


def init_app(app: Flask) -> None:
    """Serve the built files and give templates `asset(name)`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset
