"""Where an embedded server lives: its data, its socket, and the account it runs as.

In: FILINGS_HOME. Out: a Cluster whose folders exist, are private, and can be entered by its account.
Forbidden: starting or stopping a server.
"""

from __future__ import annotations

import os
import pwd
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE, S_ISDIR
from tempfile import mkdtemp
from urllib.parse import quote

from etl.server.binaries import copied, find_binaries

# Where a server started by root stands when its account cannot enter FILINGS_HOME, as in /root. Not /var/tmp,
# which is swept of files that nobody has touched for some weeks.
ELSEWHERE = Path("/var/lib/county-filings")
NOTE = "server.path"  # in the home: says where the server stands, if elsewhere
# The address of a unix socket holds 104 bytes on macOS, 108 on Linux, with the file's name and a zero.
SOCKET_FOLDER_BYTES = 104 - len("/.s.PGSQL.65535") - 1
PORT = 5432  # only a name for the socket, unless a port was asked for
HOST = "127.0.0.1"
DATABASE = USER = "filings"


class FolderRefused(Exception):
    """A folder is not as private or as open as it must be; the text is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whom the server runs as when root starts it, since PostgreSQL refuses root."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """An embedded server's folders; `account` is None where the server runs as ourselves."""

    place: Path
    socket: Path
    binaries: Path
    account: Account | None
    tcp_port: int | None = None

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder; it exists once it is complete."""
        return self.place / "data"

    @property
    def rules(self) -> Path:
        """Who may come in, and how; not the file of that name among the data, which may say something else."""
        return self.place / "pg_hba.conf"

    @property
    def port(self) -> int:
        """The number in the socket's name, which for PostgreSQL is that of the port."""
        return self.tcp_port or PORT

    @property
    def url(self) -> str:
        """For psycopg, psql and analysts' tools; no password is needed, since the socket's folder is private."""
        return f"postgresql://{USER}@/{DATABASE}?host={quote(str(self.socket), safe='/')}&port={self.port}"


def prepare(home: Path, tcp_port: int | None = None) -> Cluster:
    """Find or make everything a server of this home needs; only one keeper at a time may call it."""
    account = _account(home)
    place = _place(home, account)
    _make_private(place, account)
    socket = _socket(place, account)
    _make_private(socket, account)
    version = place / "data" / "PG_VERSION"
    binaries = find_binaries(version.read_text().strip() if version.exists() else None)
    if account and not _reaches(account, binaries / "postgres"):
        binaries = copied(binaries, _elsewhere())
    return Cluster(place, socket, binaries, account, tcp_port)


def _account(home: Path) -> Account | None:
    """As root: whoever owns the data or the home already, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return None
    folders = (_noted(home) or home / "server", home)
    owners = [str(folder.stat().st_uid) for folder in folders if folder.exists()]
    for name in (*owners, "postgres", "_postgres", "nobody"):
        try:
            entry = pwd.getpwuid(int(name)) if name.isdigit() else pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid)
    raise FolderRefused("PostgreSQL refuses root: add an account named postgres, or set DATABASE_URL")


def _reaches(account: Account, path: Path) -> bool:
    """Whether the account can enter a folder or run a file: tried, so that every kind of right counts."""
    attempt = ["test", "-x", str(path)]
    return not subprocess.run(
        attempt, check=False, cwd="/", user=account.uid, group=account.gid, extra_groups=[]
    ).returncode


def _place(home: Path, account: Account | None) -> Path:
    """The folder of data and socket: in the home, or where the note in the home says."""
    if noted := _noted(home):
        if account is None:
            raise FolderRefused(f"{home} was set up by root: go on as root, or set FILINGS_HOME elsewhere")
        if noted.parent != ELSEWHERE or not noted.is_dir():
            raise FolderRefused(f"{home / NOTE} names {noted}, which is not ours: remove it to start anew")
        return noted
    inside = home / "server"
    if account is None or inside.exists() or _reaches(account, home):
        return inside
    # A fresh name, so that a home removed and made again does not come back with its old data.
    place = Path(mkdtemp(prefix=f"{_digest(home)}-", dir=_elsewhere()))
    os.chown(place, account.uid, account.gid)
    (home / NOTE).write_text(f"{place}\n")
    return place


def _noted(home: Path) -> Path | None:
    note = home / NOTE
    return Path(note.read_text().strip()) if note.exists() else None


def _socket(place: Path, account: Account | None) -> Path:
    """Beside the data; in /tmp where that path is too long, or has a comma, which parts paths in a URL."""
    beside = place / "socket"
    if len(os.fsencode(beside)) <= SOCKET_FOLDER_BYTES and not set(str(beside)) & set(',"'):
        return beside
    return Path("/tmp") / f"filings-{account.uid if account else os.getuid()}-{_digest(place)}"


def _elsewhere() -> Path:
    ELSEWHERE.mkdir(mode=0o711, parents=True, exist_ok=True)
    status = ELSEWHERE.lstat()
    if not S_ISDIR(status.st_mode) or status.st_uid != 0 or S_IMODE(status.st_mode) & 0o022:
        raise FolderRefused(f"{ELSEWHERE} must be a folder that root owns and nobody else may write: set it so")
    ELSEWHERE.chmod(0o711)  # whatever the umask: accounts pass through, and cannot look around
    return ELSEWHERE


def _make_private(folder: Path, account: Account | None) -> None:
    """Make the folder for the account alone; refuse one that somebody else made or may enter."""
    uid = account.uid if account else os.getuid()
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    ours = status.st_uid in (uid, os.getuid())  # root's own where an earlier run ended between these lines
    if not S_ISDIR(status.st_mode) or not ours or S_IMODE(status.st_mode) & 0o077:
        raise FolderRefused(
            f"{folder} must be a folder of user {uid} that nobody else may enter (mode 0700):"
            " run as its owner, remove it, or set FILINGS_HOME to another folder"
        )
    if status.st_uid != uid:
        os.chown(folder, uid, account.gid if account else -1, follow_symlinks=False)


def _digest(path: Path) -> str:
    return sha256(os.fsencode(path)).hexdigest()[:12]
