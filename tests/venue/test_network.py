"""What the machine says of its own addresses; nothing here asks anybody else."""

from __future__ import annotations

import socket

import psutil

from app.venue import network


def test_addresses_are_those_that_another_program_finds() -> None:
    theirs = {
        one.address
        for name, all_of_one in psutil.net_if_addrs().items()
        for one in all_of_one
        if one.family == socket.AF_INET and not name.startswith(("lo", "docker", "br-", "veth", "virbr"))
    }
    ours = list(map(str, network.addresses()))
    assert set(ours) <= theirs
    assert len(ours) == len(set(ours))
    assert bool(ours) == bool(theirs)


def test_an_interface_tells_its_address() -> None:
    assert str(network._address("lo")) == "127.0.0.1"
    assert network._address("nosuch0") is None


def test_the_name_is_one_that_a_certificate_may_hold(monkeypatch) -> None:
    for said, wanted in (
        ("Laptop", "laptop.local"),
        ("desk.example.org", "desk.local"),
        ("localhost", ""),
        ("my_laptop", ""),
        ("-x", ""),
    ):
        monkeypatch.setattr(socket, "gethostname", lambda said=said: said)
        assert network.host_name() == wanted
