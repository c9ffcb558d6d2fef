"""Containers of old Office files, with as little in them as makes one. In: a stream. Out: bytes."""

from __future__ import annotations

import struct

from etl.reading.formats import container

NAME, END, FREE = 64, 0xFFFFFFFE, 0xFFFFFFFF


def container_of(name: str, stream: bytes) -> bytes:
    """An OLE container with one stream, as [MS-CFB] has it: head, table of sectors, directory, stream."""
    size = 4096  # shorter streams lie elsewhere
    head = bytes(16) + struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, size, END, 0, END, 0)
    head = container.SIGNATURE + head + struct.pack("<109I", 0, *[FREE] * 108)
    sectors = [0xFFFFFFFD, END, *range(3, 10), END]
    table = struct.pack("<128I", *sectors, *[FREE] * (128 - len(sectors)))

    def entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
        letters = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<3I36x2IQ", FREE, FREE, child, start, length, 0)[:-4]
        return letters.ljust(NAME, b"\0") + struct.pack("<HBB", len(letters), kind, 1) + links

    directory = entry("Root Entry", 5, 1, END, 0) + entry(name, 2, FREE, 2, size)
    return head + table + directory.ljust(512, b"\0") + stream.ljust(size, b"\0")
