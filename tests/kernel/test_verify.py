"""The verifying program: it agrees with those who write chains, anchors and signatures, and finds every mutation."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from app.evidence.exports import Entry, Link, chain_csv, pack_zip, program
from app.kernel import chain as writing
from app.kernel.verify.anchors import Anchor, Mistyped, grouped, ungrouped
from app.kernel.verify.ed25519 import signed
from app.kernel.verify.packs import Report, verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
JOURNAL = {"number": "int", "at": "text", "action": "text", "actor_kind": "text", "actor_id": "text?",
           "subject_kind": "text", "subject_id": "text?"}  # fmt: skip
SCANS = {"number": "int", "checkpoint": "text", "first_at": "text?", "held": "bool", "early": "bool-"}
HOSTILE = ["=cmd|' /C calc'!A0", "'=1", "محمد\u202e", 'a "b", c', "line\nbreak", "\tTab", "’", "𐤀", "-1"]


def history(kind: str, many: int) -> list[Link]:
    """Lines as the program writes them, with hostile words in content and facts."""
    lines, before, dice = list[Link](), writing.START, random.Random(7)
    for number in range(1, many + 1):
        salt, content = dice.randbytes(16), {"about": HOSTILE[number % len(HOSTILE)], "before": {"n": number}}
        facts, covered = facts_of(kind, number)
        committed = writing.commitment(salt, content)
        before = writing.link(before, covered, committed)
        erased = number % 4 == 0
        lines.append(Link(facts, None if erased else content, None if erased else salt, committed, before))
    return lines


def facts_of(kind: str, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of a line, and what its link covers."""
    if kind == "journal":
        who = f"user-{number}" if number % 3 else None
        facts = {"number": number, "at": f"2027-01-28T08:{number:02}:00.000Z", "action": "registration.approved",
                 "actor_kind": "user", "actor_id": who, "subject_kind": "registration", "subject_id": None}  # fmt: skip
        covered = {"chain": "journal:1", "number": number, "at": facts["at"], "action": facts["action"],
                   "actor": ["user", who], "subject": ["registration", None]}  # fmt: skip
        return facts, covered
    facts = {"number": number, "checkpoint": HOSTILE[number % len(HOSTILE)], "held": number % 5 == 0,
             "first_at": None if number % 2 else "2027-01-28T08:00:00.000Z"}  # fmt: skip
    if number % 3 == 0:
        facts["early"] = True
    return facts, facts


def packed(chains: dict[str, list[Link]], anchors: bytes = b"") -> dict[str, bytes]:
    """The files of a pack by name."""
    columns = {"journal": JOURNAL, "scans": SCANS}
    entries = [Entry(f"chains/{kind}.csv", chain_csv(columns[kind], lines)) for kind, lines in chains.items()]
    entries += [Entry("lists/main.csv", "name\r\nمريم\r\nAhmed\r\n".encode()), Entry("anchors.txt", anchors)]
    said = [
        {"kind": kind, "chain": "journal:1", "number": len(lines), "link": lines[-1].link.hex(),
         "file": f"chains/{kind}.csv", "columns": list(columns[kind].items())}
        for kind, lines in chains.items()
    ]  # fmt: skip
    facts = {"event": "nouakchott", "purpose": "auditor", "key": PUBLIC.hex(), "chains": said}
    target = BytesIO()
    pack_zip(entries, facts, KEY.sign, target)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> BytesIO:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    target.seek(0)
    return target


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return packed({"journal": history("journal", 24), "scans": history("scans", 30)})


def check(files: dict[str, bytes], *anchors: str, key: str = "") -> Report:
    return verify(zipped(files), anchors, key)


def test_a_pack_as_it_was_made_holds(files: dict[str, bytes]) -> None:
    report = check(files, key=PUBLIC.hex())
    assert report.faults == []
    assert "journal: 24 lines recomputed" in report.told


def test_another_key_is_told(files: dict[str, bytes]) -> None:
    assert "another key" in check(files, key="00" * 32).faults[0]


def changed(lines: list[bytes], at: int) -> list[bytes]:
    middle = len(lines[at]) // 2
    return [
        *lines[:at],
        lines[at][:middle] + bytes([lines[at][middle] ^ 1]) + lines[at][middle + 1 :],
        *lines[at + 1 :],
    ]


def removed(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at] + lines[at + 1 :]


def added(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[: at + 1], lines[at], *lines[at + 1 :]]


def reordered(lines: list[bytes], at: int) -> list[bytes]:
    other = (at + 1) % len(lines)
    lines = list(lines)
    lines[at], lines[other] = lines[other], lines[at]
    return lines


def cut(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at]


MUTATIONS = [changed, removed, added, reordered, cut]


@pytest.mark.parametrize("mutate", MUTATIONS)
@pytest.mark.parametrize(
    "name", ["chains/journal.csv", "chains/scans.csv", "lists/main.csv", "manifest.json"]
)
def test_each_mutation_of_each_line_of_each_file_is_found(
    files: dict[str, bytes], name: str, mutate: Callable[[list[bytes], int], list[bytes]]
) -> None:
    lines = files[name].splitlines(keepends=True)
    for at in range(len(lines)):
        mutant = b"".join(mutate(lines, at))
        if mutant != files[name]:
            assert check({**files, name: mutant}).faults, f"{mutate.__name__} at line {at + 1}"


@pytest.mark.parametrize("mutate", MUTATIONS)
@pytest.mark.parametrize("kind", ["journal", "scans"])
def test_the_chain_names_the_line_even_where_manifest_and_signature_were_made_anew(
    kind: str, mutate: Callable[[list[Any], int], list[Any]]
) -> None:
    columns, lines = {"journal": JOURNAL, "scans": SCANS}[kind], history(kind, 12)
    rows = chain_csv(columns, lines).splitlines(keepends=True)
    for at in range(1, 12):
        if mutate is changed:
            forged = [*lines]
            forged[at - 1] = replace(
                lines[at - 1], facts={**lines[at - 1].facts, "number": at, "held": None, "action": "x"}
            )
            body = chain_csv(columns, forged)
        else:
            body = b"".join(mutate(rows, at))
        said = {"kind": kind, "chain": "journal:1", "number": 12, "link": lines[-1].link.hex(), "file": "a.csv",
                "columns": list(columns.items())}  # fmt: skip
        target = BytesIO()
        facts = {"event": "n", "purpose": "auditor", "key": PUBLIC.hex(), "chains": [said]}
        pack_zip([Entry("a.csv", body)], facts, KEY.sign, target)
        found = verify(target).faults
        assert found
        assert found[0].startswith("a.csv"), found
        if mutate is not cut:
            assert f"line {at + 1}" in found[0] or f"line {at + 2}" in found[0], found


def test_files_that_were_added_removed_or_doubled_are_named(files: dict[str, bytes]) -> None:
    assert check({**files, "lists/more.csv": b""}).faults == [
        "lists/more.csv: was added: the manifest does not list it"
    ]
    without = {name: content for name, content in files.items() if name != "lists/main.csv"}
    assert check(without).faults == ["lists/main.csv: was removed"]
    target = zipped(files)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("lists/main.csv", files["lists/main.csv"])
    assert verify(target).faults == ["lists/main.csv: is in the pack twice"]


def anchor_at(number: int, kind: str = "scans", many: int = 30) -> Anchor:
    lines = history(kind, many)
    heads = dict.fromkeys(("journal", "scans", "signatures"), (0, writing.START))
    heads[kind] = (number, lines[number - 1].link)
    return Anchor("nouakchott", "2027-01-28T12:30:00.000Z", **heads)


def test_an_anchor_shows_a_tail_that_was_cut(files: dict[str, bytes]) -> None:
    assert check(files, anchor_at(30).text).faults == []
    short = packed({"journal": history("journal", 24), "scans": history("scans", 30)[:20]})
    assert check(short).faults == [], "by itself the shorter chain closes"
    assert "the pack ends at 20" in check(short, anchor_at(30).text).faults[0]


def test_an_anchor_shows_a_history_that_was_written_anew(files: dict[str, bytes]) -> None:
    lines, before = list[Link](), writing.START
    for old in history("scans", 30):
        facts = {**old.facts, "checkpoint": "elsewhere"} if old.facts["number"] == 3 else old.facts
        before = writing.link(before, facts, old.commitment)
        lines.append(replace(old, facts=facts, link=before))
    forged = packed({"journal": history("journal", 24), "scans": lines})
    assert check(forged).faults == [], "by itself the new history closes"
    assert "written anew" in check(forged, anchor_at(17).text).faults[0]
    assert "another event" in check(files, replace(anchor_at(17), event="other").text).faults[-1]


def test_an_anchor_is_read_as_people_type_it_and_held_to_its_check() -> None:
    one = anchor_at(17)
    read = replace(one, scans=(17, one.scans[1][:20]), journal=(0, bytes(20)), signatures=(0, bytes(20)))
    first, *heads = one.lines
    typed = f"  {first}\n\n" + "\t".join(heads).lower().replace("0000", "oOo0").replace("-", "")
    assert Anchor.read(typed) == read
    for at, sign in enumerate(one.text):
        wrong = one.text[:at] + ("7" if sign != "7" else "8") + one.text[at + 1 :]
        with pytest.raises(Mistyped):
            Anchor.read(wrong)


@given(
    st.text() | st.lists(st.sampled_from(["MULTAQA-1", "J", "S", "G", "=", "1", "A" * 32, "x"])).map(" ".join)
)
def test_no_text_breaks_the_reading_of_anchors(text: str) -> None:
    with suppress(Mistyped):
        Anchor.read(text)


@given(st.binary(min_size=20, max_size=20))
def test_groups_of_characters_come_back(raw: bytes) -> None:
    assert ungrouped(grouped(raw)) == raw
    assert len(grouped(raw)) == 39


@settings(max_examples=15)
@given(st.binary(max_size=60), st.integers(0, 511), st.binary(min_size=32, max_size=32))
def test_signatures_are_held_as_the_library_makes_them(message: bytes, bit: int, secret: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert signed(public, message, signature)
    wrong = bytearray(signature)
    wrong[bit // 8] ^= 1 << bit % 8
    assert not signed(public, message, bytes(wrong))
    assert not signed(public, message + b"!", signature)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_pack_is_told(content: bytes) -> None:
    assert verify(BytesIO(content)).faults


def test_the_program_of_the_pack_runs_alone(files: dict[str, bytes], tmp_path: Path) -> None:
    pack, alone = tmp_path / "pack.zip", tmp_path / "verify.pyz"
    pack.write_bytes(zipped(files).getvalue())
    alone.write_bytes(program())
    note = tmp_path / "anchor.txt"
    note.write_text(anchor_at(30).text)
    # Isolated from the environment and from every installed package.
    command = [
        sys.executable,
        "-I",
        "-S",
        str(alone),
        str(pack),
        "--anchor",
        str(note),
        "--key",
        PUBLIC.hex(),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "ALL HOLDS"), done.stdout + done.stderr
    pack.write_bytes(zipped({**files, "lists/main.csv": b""}).getvalue())
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert "! lists/main.csv: was changed" in done.stdout
