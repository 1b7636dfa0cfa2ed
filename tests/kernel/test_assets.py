"""The front-end build and how its files are served."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from flask import Flask
from fontTools.ttLib import TTFont
from PIL import Image

from app.kernel import assets, web
from app.kernel.assets import build, fonts, icons
from config import Config

WRITTEN = "body{margin:0}" * 100


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that serves a build of two files."""
    (tmp_path / "app.AB.css").write_text(WRITTEN)
    build._compress(tmp_path / "app.AB.css")
    (tmp_path / "plex.CD.woff2").write_bytes(b"wOF2")
    (tmp_path / "manifest.json").write_text(
        '{"files": {"app.css": "app.AB.css", "plex.woff2": "plex.CD.woff2"}}'
    )
    (tmp_path / "secret.txt").write_text("not built")
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    assets.manifest.cache_clear()
    app = Flask("site", static_folder=None)
    assets.init_app(app)
    yield app
    assets.manifest.cache_clear()


def test_only_the_door_s_reader_may_run_webassembly(site: Flask) -> None:
    (assets.BUILT / "reader.EF.js").write_text("postMessage(1)")
    site.config["CONFIG"] = Config(instance=assets.BUILT, database_url="sqlite://", secret_key="none")
    site.after_request(web._finish)
    policies = {}
    for name in ("app.AB.css", "reader.EF.js"):
        with site.test_client().get(f"/static/build/{name}") as answer:
            policies[name] = answer.headers["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in policies["reader.EF.js"]
    assert "'wasm-unsafe-eval'" not in policies["app.AB.css"]


def test_a_name_gives_the_address_with_the_hash(site: Flask) -> None:
    assert assets.asset("app.css") == "/static/build/app.AB.css"
    assert site.jinja_env.globals["asset"] is assets.asset


@pytest.mark.parametrize(
    "accepted, encoding", [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)]
)
def test_each_visitor_gets_the_encoding_that_it_takes(
    site: Flask, accepted: str, encoding: str | None
) -> None:
    answer = site.test_client().get(
        "/static/build/app.AB.css", headers={"Accept-Encoding": accepted}, buffered=True
    )
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(answer.data).decode() == WRITTEN
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_built_file_is_kept_for_good(site: Flask) -> None:
    answer = site.test_client().get("/static/build/plex.CD.woff2", buffered=True)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "font/woff2"


@pytest.mark.parametrize(
    "name", ["app.OLD.css", "secret.txt", "manifest.json", "..%2fsecret.txt", "app.AB.css.br"]
)
def test_nothing_else_is_served(site: Flask, name: str) -> None:
    assert site.test_client().get(f"/static/build/{name}").status_code == 404


def built(folder: Path, *names: str) -> None:
    """A build of these files: `app.AB.css` is made from `app.css`."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text(WRITTEN)
        build._compress(folder / name)
    files = {f"{name.split('.')[0]}.{name.split('.')[-1]}": name for name in names}
    (folder / "manifest.json").write_text(json.dumps({"files": files}))


def served(site: Flask, name: str) -> bool:
    """Whether a built file comes, compressed."""
    address = f"/static/build/{name}"
    answer = site.test_client().get(address, headers={"Accept-Encoding": "br"}, buffered=True)
    return answer.status_code == 200 and answer.headers["Content-Encoding"] == "br"


def test_open_pages_find_their_files_through_one_more_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BUILT", "NEXT", "LAST"):
        monkeypatch.setattr(build, name, tmp_path / name)
    monkeypatch.setattr(assets, "BUILT", tmp_path / "BUILT")
    site = Flask("site", static_folder=None)
    assets.init_app(site)
    found = []
    for names in (("app.AA.css", "door.AA.js"), ("app.BB.css", "door.AA.js"), ("app.CC.css", "door.AA.js")):
        built(tmp_path / "NEXT", *names)
        build._replace()
        found.append(
            [name for name in ("app.AA.css", "app.BB.css", "app.CC.css", "door.AA.js") if served(site, name)]
        )
    assert found == [
        ["app.AA.css", "door.AA.js"],
        ["app.AA.css", "app.BB.css", "door.AA.js"],
        ["app.BB.css", "app.CC.css", "door.AA.js"],
    ]
    assert not (tmp_path / "LAST").exists()


def test_a_missing_build_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    assets.manifest.cache_clear()
    with pytest.raises(RuntimeError, match=r"app\.kernel\.assets build"):
        assets.asset("app.css")


def test_compressing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text(WRITTEN)
    twins = []
    for _ in range(2):
        build._compress(path)
        twins.append((path.with_name("a.css.br").read_bytes(), path.with_name("a.css.gz").read_bytes()))
    assert twins[0] == twins[1]


def test_a_failed_program_is_told_with_its_words() -> None:
    with pytest.raises(build.BuildFailed, match="Cannot find module"):
        build._ran(build.node(["no-such-file.js"], True, **build.QUIETLY))


@pytest.mark.parametrize(
    "face, needed",
    [
        (
            "plex-arabic-400",
            "محمد ولد أحمد، فاطمة بنت الشيخ؛ ڧ ݣ ڭ گ ڤ ڥ پ چ ژ ڨ آ إ ؤ ئ ى ة ءَُِّْٰ ٠١٢٣٤٥٦٧٨٩ ؟",
        ),
        ("plex-latin-700", "Réunion à Nouakchott, œuvre, ÇÉÈÊËÎÏÔŒÙÛÜŸ « l’accès » – 28–29 % 0123456789 € ʼ"),
        ("gap", "āīūḥṣṭḍẓġʾʿ ɓɗƴŋ"),
    ],
)
def test_each_face_holds_what_its_texts_need(face: str, needed: str) -> None:
    one = next(each for each in fonts.FACES if each.name == face)
    with TTFont(one.source) as font:
        there = set(font.getBestCmap()) & {point for span in one.ranges for point in span}
    assert [letter for letter in needed if ord(letter) not in there and letter != " "] == []


def test_no_two_faces_of_a_family_claim_the_same_letter() -> None:
    for family, weight in {(face.family, face.weight) for face in fonts.FACES}:
        same = [face for face in fonts.FACES if (face.family, face.weight) == (family, weight)]
        points = [point for face in same for span in face.ranges for point in span]
        assert len(points) == len(set(points))


def test_a_drawing_becomes_a_symbol_without_its_own_colours() -> None:
    drawing = (
        '<!-- licence -->\n<svg stroke="red"\n  width="24">\n  <path d="M1 2" />\n  <path d="M3 4" />\n</svg>'
    )
    symbol = icons.symbol("check", drawing)
    assert symbol == '<symbol id="check" viewBox="0 0 24 24"><path d="M1 2" /><path d="M3 4" /></symbol>'


def test_the_sprite_holds_the_listed_icons_and_our_marks(tmp_path: Path) -> None:
    own, package = tmp_path / "own", tmp_path / "package"
    for folder in (own, package):
        folder.mkdir()
    (own / "icons.txt").write_text("check\n")
    (own / "mark-go.svg").write_text("<svg><path/></svg>")
    (package / "check.svg").write_text("<svg><path/></svg>")
    (package / "other.svg").write_text("<svg><path/></svg>")
    sprite = icons.sprite(own, package)
    assert sprite.count("<symbol") == 2
    assert 'id="check"' in sprite
    assert 'id="mark-go"' in sprite


def test_an_icon_that_the_package_lacks_is_named(tmp_path: Path) -> None:
    (tmp_path / "icons.txt").write_text("no-such-icon")
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icons.sprite(tmp_path, tmp_path)


def test_the_picture_for_the_home_screen_has_the_star_in_its_midst_and_room_for_a_round_mask() -> None:
    favicon = (build.STATIC / "icons" / "favicon.svg").read_text("utf-8")
    picture = Image.open(io.BytesIO(icons.home_screen(favicon, 192)))
    assert picture.size == (192, 192)
    ground, star, heart = (picture.getpixel(place) for place in ((20, 20), (96, 45), (96, 96)))
    assert [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in (ground, star, heart)] == [
        "#0d110f", "#0b6b58", "#fbfaf7",
    ]  # fmt: skip
