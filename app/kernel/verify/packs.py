"""Recomputing a pack: its files, the signature over their list, its chains, and anchors against these."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.kernel.verify.anchors import Anchor, Mistyped
from app.kernel.verify.chains import Chain, check_chain
from app.kernel.verify.ed25519 import signed

MANIFEST, SIGNATURE, ANCHORS = "manifest.json", "manifest.sig", "anchors.txt"


@dataclass
class Report:
    """What was looked at, and every fault with its place, in the order of the pack."""

    told: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def fault(self, place: str, text: str) -> None:
        """Note one fault."""
        self.faults.append(f"{place}: {text}")


def verify(pack: str | Path | IO[bytes], anchors: Sequence[str] = (), key: str = "") -> Report:
    """Recompute all of a pack; `anchors` are texts from outside of it, `key` the public key in hexadecimal."""
    report, given = Report(), list[Anchor]()
    for text in anchors:
        try:
            given.append(Anchor.read(text))
        except Mistyped as wrong:
            report.fault("anchor", str(wrong))
    place = "pack"
    try:
        with zipfile.ZipFile(pack) as archive:
            place = MANIFEST
            manifest = _manifest(archive, report, key)
            place = "pack"
            _files(archive, manifest["files"], report)
            inside = list(_inside(archive, bytes.fromhex(manifest["key"]), report))
            for said in manifest["chains"]:
                _chain(archive, said, report, {"anchor": given, ANCHORS: inside})
            for one in given:
                if one.event != manifest["event"]:
                    report.fault("anchor", f"is of another event: {one.event}")
    except (OSError, EOFError, zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError) as error:
        report.fault(place, f"cannot be read ({type(error).__name__}: {error})")
    return report


def _manifest(archive: zipfile.ZipFile, report: Report, key: str) -> Mapping[str, Any]:
    raw = _content(archive, MANIFEST)
    manifest: Mapping[str, Any] = json.loads(raw)
    public, signature = bytes.fromhex(manifest["key"]), bytes.fromhex(_content(archive, SIGNATURE).decode())
    if not signed(public, raw, signature):
        report.fault(MANIFEST, "was changed: the signature over it does not fit")
    if key and key.strip().lower() != manifest["key"]:
        report.fault(MANIFEST, f"is signed with another key: {manifest['key']}")
    position = ", ".join(f"{one['kind']} {one['number']}" for one in manifest["chains"])
    report.told.append(f"evidence pack of {manifest['event']} for {manifest['purpose']}, cut at {position}")
    report.told.append(f"signed with the key {manifest['key']}{'' if key else ', which --key compares'}")
    return manifest


def _files(archive: zipfile.ZipFile, listed: Mapping[str, Mapping[str, Any]], report: Report) -> None:
    names = archive.namelist()
    for name in sorted({name for name in names if names.count(name) > 1}):
        report.fault(name, "is in the pack twice")
    for name in sorted({*names} - {*listed, MANIFEST, SIGNATURE}):
        report.fault(name, "was added: the manifest does not list it")
    for name, facts in sorted(listed.items()):
        if name not in names:
            report.fault(name, "was removed")
        elif _digest(archive, name) != (facts["size"], facts["sha256"]):
            report.fault(name, "was changed: its SHA-256 is another")
    report.told.append(f"{len(listed)} files")


def _open(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    stream = archive.open(name)
    vars(stream)["_expected_crc"] = None  # SHA-256 says more, and a wrong CRC must not end the reading
    return stream


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    with _open(archive, name) as stream:
        return stream.read()


def _digest(archive: zipfile.ZipFile, name: str) -> tuple[int, str]:
    total, size = hashlib.sha256(), 0
    with _open(archive, name) as stream:
        while block := stream.read(1 << 20):
            total.update(block)
            size += len(block)
    return size, total.hexdigest()


def _inside(archive: zipfile.ZipFile, public: bytes, report: Report) -> Iterator[Anchor]:
    """The anchors that the pack itself lists: each one's text, an empty line, its signature, two empty lines."""
    if ANCHORS not in archive.namelist():
        return
    for block in _content(archive, ANCHORS).decode().split("\n\n\n"):
        text, _, signature = block.strip().partition("\n\n")
        if not text:
            continue
        try:
            yield Anchor.read(text)
        except Mistyped as wrong:
            report.fault(ANCHORS, str(wrong))
        if not signed(public, text.encode(), bytes.fromhex(signature)):
            report.fault(ANCHORS, f"a signature does not fit: {text.splitlines()[0]}")


def _chain(
    archive: zipfile.ZipFile, said: Mapping[str, Any], report: Report, anchors: Mapping[str, Sequence[Anchor]]
) -> None:
    chain = Chain(
        said["kind"], said["chain"], said["number"], bytes.fromhex(said["link"]), said.get("file", ""),
        [(name, kind) for name, kind in said.get("columns", ())],
    )  # fmt: skip
    held, kind = {chain.number: chain.link}, chain.kind
    if not chain.file:
        report.told.append(f"{kind}: its lines are not in this pack")
    elif chain.file in archive.namelist():
        wanted = {one.head(kind)[0] for given in anchors.values() for one in given}
        with _open(archive, chain.file) as stream:
            text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
            held |= check_chain(text, chain, report.fault, wanted)
        report.told.append(f"{kind}: {chain.number} lines recomputed")
    for place, given in anchors.items():
        for one in given:
            _hold(one, chain, held, place, report)


def _hold(anchor: Anchor, chain: Chain, held: Mapping[int, bytes], place: str, report: Report) -> None:
    """Hold an anchor against the chain: its line must be there, with its link."""
    number, head = anchor.head(chain.kind)
    told = f"{chain.kind} {number} of {anchor.at}"
    if number > chain.number:
        report.fault(
            place, f"{told}: the pack ends at {chain.number}; it was cut before, or its tail is gone"
        )
    elif number in held and held[number][: len(head)] != head:
        report.fault(place, f"{told}: what stands before it in the pack was written anew")
    elif number and number not in held:
        report.told.append(f"{place}: {told}: this pack lacks the line that it could be held against")
    elif place == "anchor":
        report.told.append(f"{place}: {told} holds")
