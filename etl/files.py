"""Paths -> the files to load, in an order that does not depend on how the paths were given.

In: files and folders. Out: regular files, what cannot be read and why, and what was left out.
Forbidden: opening files.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# `.DS_Store` and its like, and the lock files that office programs put beside an open document.
HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that is there but cannot be read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What stands under the given paths: sorted, each path once, hidden files never.

    Left out are links out of a folder, linked folders (those inside are found at their own place), and
    whatever is neither file nor folder.
    """

    roots: tuple[Path, ...]
    files: tuple[Path, ...]
    unreadable: tuple[Unreadable, ...]
    left_out: tuple[Path, ...]


def walk(paths: Iterable[Path]) -> Found:
    """Find the files under the paths; FileNotFoundError where a path does not exist."""
    # Not `resolve`: a file reached by a link keeps the name that the user knows it by.
    roots = sorted({Path(os.path.abspath(path)) for path in paths})  # noqa: PTH100
    finds = _Finds()
    for root in roots:
        try:
            mode = root.stat().st_mode
        except FileNotFoundError:
            raise
        except OSError as error:
            finds.unreadable[root] = reason_of(error)
            continue
        if stat.S_ISDIR(mode):
            _look_inside(root, finds)
        elif stat.S_ISREG(mode):
            finds.files.add(root)
        else:
            finds.unreadable[root] = "neither a file nor a folder"
    return Found(
        tuple(roots),
        tuple(sorted(finds.files)),
        tuple(Unreadable(path, reason) for path, reason in sorted(finds.unreadable.items())),
        tuple(sorted(finds.left_out - finds.files)),
    )


@dataclass(slots=True)
class _Finds:
    files: set[Path] = field(default_factory=set)
    unreadable: dict[Path, str] = field(default_factory=dict)
    left_out: set[Path] = field(default_factory=set)


def _look_inside(root: Path, finds: _Finds) -> None:
    def closed(error: OSError) -> None:
        finds.unreadable[Path(str(error.filename))] = reason_of(error)

    for folder, folders, names in os.walk(root, onerror=closed):
        here = Path(folder)
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        finds.left_out.update(here / name for name in folders if (here / name).is_symlink())
        for name in names:
            if not name.startswith(HIDDEN):
                _look_at(here / name, root, finds)


def _look_at(path: Path, root: Path, finds: _Finds) -> None:
    try:
        # Not `resolve`, which fails on a link that leads to itself.
        leads_out = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
        if leads_out or not stat.S_ISREG(path.stat().st_mode):
            finds.left_out.add(path)
        else:
            finds.files.add(path)
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ELOOP}:  # a link to nothing or to itself, or gone since it was listed
            finds.left_out.add(path)
        else:
            finds.unreadable[path] = reason_of(error)


def reason_of(error: OSError) -> str:
    """Why something cannot be read, in words a person can act on."""
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return f"cannot be read: {error.strerror or error}"


def readable_name(path: Path) -> str:
    """The name as text; names from old archives are often GB18030 bytes, which are no UTF-8."""
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")
