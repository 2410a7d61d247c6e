"""Packing: contents in the form they are stored in, compressed and with a check number of that form.

The same bytes can be compressed in many ways, and one bit turned over may make one of them another: the check number
tells what a hash of the bytes alone would not.
"""

from __future__ import annotations

import zlib

_CHECK_BYTES = 4


def packed(data: bytes) -> bytes:
    """Bytes as they are stored."""
    compressed = zlib.compress(data)
    return compressed + _check(compressed)


def unpacked(stored: object) -> bytes:
    """The inverse of :func:`packed`.

    Raises:
        ValueError: It was changed, or is nothing that was packed.
    """
    if not isinstance(stored, bytes) or _check(stored[:-_CHECK_BYTES]) != stored[-_CHECK_BYTES:]:
        raise ValueError("this is not as it was packed")
    try:
        return zlib.decompress(stored[:-_CHECK_BYTES])
    except zlib.error as error:
        raise ValueError("this cannot be unpacked") from error


def _check(compressed: bytes) -> bytes:
    return zlib.crc32(compressed).to_bytes(_CHECK_BYTES, "big")
