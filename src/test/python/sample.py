# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""Message number i of a fixed pseudo-random sequence; the same as Sample.java's."""

import hashlib

_MASK = (1 << 64) - 1
_LARGE = 1 << 20
_POOL = b"".join(hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(2 * _LARGE // 32))


def message(i):
    """A list of 1 to 5 frames: most of them small, some empty, every 500th message with one of 1 MiB."""
    bits = _draw(i, 0)
    count = 1 if bits % 2 == 0 else 1 + (bits >> 1) % 5
    frames = [_frame(_draw(i, k)) for k in range(1, count + 1)]
    if i % 500 == 250:
        start = _draw(i, count) % _LARGE
        frames[-1] = _POOL[start : start + _LARGE]
    return frames


def _frame(bits):
    start = (bits >> 20) % _LARGE
    return _POOL[start : start + _size(bits >> 4, bits % 16)]


def _size(bits, kind):
    if kind == 0:
        return 0
    if kind == 1:
        return 255 + bits % 2  # where ZMTP's short frames end
    if kind == 2:
        return bits % 4096
    if kind == 3 and bits % 16 == 0:
        return (bits >> 4) % 65536
    return bits % 64


def _draw(i, k):
    """SplitMix64, without the lowest bit."""
    z = (8 * i + k + 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return (z ^ (z >> 31)) >> 1
