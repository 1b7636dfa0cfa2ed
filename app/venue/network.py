"""How this machine is reached on the local network: its addresses and its name, asked of the system alone."""

from __future__ import annotations

import fcntl
import re
import socket
import struct
import sys
from ipaddress import IPv4Address

_SIOCGIFADDR = 0xC0206921 if sys.platform == "darwin" else 0x8915
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_INSIDE = ("br-", "docker", "lo", "veth", "virbr")  # networks within this machine, which no phone reaches


def addresses() -> list[IPv4Address]:
    """Addresses that phones can reach, the one towards the router first; empty without any network."""
    found = [one for name in _interfaces() if (one := _address(name)) is not None]
    outward = _outward()
    return sorted(dict.fromkeys(found), key=lambda one: one != outward)


def host_name() -> str:
    """The name by which others may find this machine without a name server (mDNS), or ''."""
    label = socket.gethostname().partition(".")[0].lower()
    return f"{label}.local" if _LABEL.fullmatch(label) and label != "localhost" else ""


def _interfaces() -> list[str]:
    return [name for _, name in socket.if_nameindex() if not name.startswith(_INSIDE)]


def _address(interface: str) -> IPv4Address | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = fcntl.ioctl(asking, _SIOCGIFADDR, struct.pack("256s", interface.encode()[:15]))
        except OSError:
            return None  # an interface without an address
    return IPv4Address(answer[20:24])


def _outward() -> IPv4Address | None:
    """The address that a packet to elsewhere would carry; nothing is sent, and no internet is needed."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return IPv4Address(asking.getsockname()[0])
