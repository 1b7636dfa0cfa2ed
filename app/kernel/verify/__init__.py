"""Verifying an evidence pack with nothing but Python 3.10 or later: no package, no network, no database.

This folder is also what the pack itself carries, as `verify.pyz`. Everything is computed anew: the SHA-256 of each
file, the signature over their list, each line of the chains (journal, log of scans, signatures). What a chain cannot
show by itself, a tail that was cut or a history written anew, shows against an anchor: the heads of the chains as they
were printed on a sheet or sent by mail on the day (docs/adr/0016-anchors.md).
"""
