"""Evidence: packs, anchors, and the program that verifies them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from app.cli.commands import Commands, event_id, write
from app.evidence import queries, service
from app.evidence.rules import PURPOSES
from app.kernel.verify.__main__ import main

evidence = Commands("evidence", help="Evidence packs and anchors.")


@evidence.command("pack")
@click.argument("slug")
@click.option("--purpose", required=True, type=click.Choice(list(PURPOSES)), help="What leaves with it.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The ZIP to write."
)
@click.option("--at", "position", help="An earlier cut, such as J412-S1893-G240; without it, cut now.")
@click.option(
    "--certificate",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A PKCS #12 file with which the PDFs are signed; wants the extra `signing`.",
)
@click.option("--passphrase", envvar="CERTIFICATE_PASSPHRASE", help="Opens it; or in CERTIFICATE_PASSPHRASE.")
def pack(
    slug: str, purpose: str, out: Path, position: str | None, certificate: Path | None, passphrase: str | None
) -> None:
    """Write an evidence pack; the same cut and purpose give the same bytes."""
    signer = service.Certificate.read(certificate, passphrase or "") if certificate else None
    ident, cut = event_id(slug), None
    if position is not None:
        known = {service.position_of(one).name: one for one in queries.cuts(ident)}
        cut = known.get(position)
        if cut is None:
            raise click.ClickException(
                f"There is no cut {position}. There are: {', '.join(known) or 'none'}."
            )
    found, content = service.pack_now(ident, purpose, cut.id if cut else None, signer)
    write(out, content)
    digest = hashlib.sha256(content).hexdigest()
    click.echo(f"Wrote {out}, cut at {service.position_of(found).name}, SHA-256 {digest}.")


@evidence.command("anchor")
@click.argument("slug")
def anchor(slug: str) -> None:
    """Anchor the records as they are, send it to the auditors who are named, and print it."""
    click.echo(service.anchor_now(event_id(slug)).text)


@evidence.command("key")
def key() -> None:
    """Print the installation's public key."""
    click.echo(service.public_key().hex())


@click.command("verify", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify(arguments: tuple[str, ...]) -> None:
    """Verify a pack: PACK [--anchor TEXT|FILE]... [--key HEX]; exits with 1 where something does not hold."""
    raise SystemExit(main(arguments))
