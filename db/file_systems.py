"""What kind of file system a book would lie on: a write-ahead log is lost on network folders.

SQLite answers that it can and seems to work there, so the kind is looked at first (its own
documentation, "WAL does not work over a network filesystem").
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

NETWORK = frozenset(
    {
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs"),
        *(
            "9p",
            "ceph",
            "glusterfs",
            "lustre",
            "gfs2",
            "ocfs2",
            "davfs",
            "webdav",
            "coda",
            "vboxsf",
        ),
        *("prl_fs", "vmhgfs"),
    }
)
SYNCED = ("onedrive", "google drive", "googledrive", "dropbox", "icloud", "my drive", "nextcloud")
ANYWHERE = "HAUCAN_ANY_FOLDER"
"""Set to 1 by who knows that a folder of an unusual kind is safe."""
_DRIVE_REMOTE = 4


def network_kind(path: Path) -> str:
    """The kind of the network file system that a path lies on; nothing for a disk of this computer."""
    if os.environ.get(ANYWHERE) == "1":
        return ""
    there = _existing(path)
    if sys.platform == "win32":
        return _windows_kind(there)
    if sys.platform == "darwin":
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return kind_on(there, _mac_mounts(told))
    try:
        told = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return kind_on(there, linux_mounts(told))


def synced_by(path: Path) -> str:
    """The folder of a sync service that a path lies in: it may put an older file in its place."""
    for part in path.absolute().parts:
        if part.casefold().startswith(SYNCED):
            return part
    return ""


def kind_on(path: PurePath, mounts: Iterable[tuple[str, str]]) -> str:
    """The network kind of the mount that a path lies on, of (mount point, kind); the last one wins.

    What a machine or a container starts from is its own disk, whatever it is called.
    """
    best, found = -1, ""
    for point, kind in mounts:
        if path.is_relative_to(point) and len(point) >= best:
            best, found = len(point), kind
    kind = found.casefold()
    if best <= len("/") or kind == "fuse.fuse-overlayfs":
        return ""
    return found if kind in NETWORK or kind == "fuse" or kind.startswith("fuse.") else ""


def linux_mounts(mountinfo: str) -> Iterable[tuple[str, str]]:
    """Mount points and kinds as /proc/self/mountinfo tells them."""
    for line in mountinfo.splitlines():
        before, parted, after = line.partition(" - ")
        fields = before.split(" ")
        if parted and len(fields) > 4 and after:
            point = fields[4].encode().decode("unicode_escape").encode("latin-1", "replace")
            yield point.decode("utf-8", "replace"), after.split(" ")[0]


def _mac_mounts(told: str) -> Iterable[tuple[str, str]]:
    """Mount points and kinds as /sbin/mount tells them: "//u@h/x on /Volumes/x (smbfs, nodev)"."""
    for line in told.splitlines():
        rest = line.partition(" on ")[2]
        point, parted, kind = rest.rpartition(" (")
        if parted:
            yield point, kind.split(",")[0].rstrip(")")


def _windows_kind(path: Path) -> str:
    if str(path).startswith("\\\\"):
        return "smb"
    import ctypes

    drive = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")  # type: ignore[attr-defined,unused-ignore]
    return "smb" if drive == _DRIVE_REMOTE else ""


def _existing(path: Path) -> Path:
    """The nearest folder that is there, links followed."""
    there = path.absolute()
    while not there.exists() and there.parent != there:
        there = there.parent
    return there.resolve()
