"""Ed25519 as in RFC 8032, for checking alone: slow, plain, and without a secret that its time could tell."""

from __future__ import annotations

import hashlib

Point = tuple[int, int, int, int]  # extended coordinates: x = X/Z, y = Y/Z, T = XY/Z

_P, _L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """True where a signature (64 bytes) over the message was made with the secret of a public key (32 bytes)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    try:
        base, nonce, key = (_point(raw) for raw in (_BASE, signature[:32], public))
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    left, right = _times(s, base), _add(nonce, _times(h, key))
    return all((left[at] * right[2] - right[at] * left[2]) % _P == 0 for at in (0, 1))


def _add(left: Point, right: Point) -> Point:
    a = (left[1] - left[0]) * (right[1] - right[0]) % _P
    b = (left[1] + left[0]) * (right[1] + right[0]) % _P
    c, d = 2 * left[3] * right[3] * _D % _P, 2 * left[2] * right[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _add(total, point)
        point, factor = _add(point, point), factor >> 1
    return total


def _point(raw: bytes) -> Point:
    """A point from its 32 bytes; ValueError where the curve has none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if y >= _P or (x * x - square) % _P or (not x and sign):
        raise ValueError("no point of the curve")
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_BASE = (4 * pow(5, -1, _P) % _P).to_bytes(32, "little")
