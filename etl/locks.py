"""Locks on files, which the kernel gives back however a process ends.

In: paths and open files. Out: open files, and whether a lock was free. Forbidden: knowing what a lock is for.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


def open_private(path: Path) -> int:
    """A file of the home, made for its owner alone; never through a link, since it may be root who asks."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == 0:
        home = path.parent.stat()
        os.fchown(descriptor, home.st_uid, home.st_gid)
    return descriptor


def take(descriptor: int, mode: int) -> bool:
    """Take a lock if it is free now."""
    try:
        fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
