"""Mail addresses in the form that every server takes."""

from __future__ import annotations

from email.headerregistry import Address


def ascii_domain(address: str) -> str:
    """The address with its domain in the form that every server takes (IDNA)."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}{at}{domain.encode('idna').decode('ascii')}"


def address_of(address: str, name: str = "") -> Address:
    """The address with a name; raises ValueError for one that is none."""
    return Address(name, addr_spec=ascii_domain(address))
