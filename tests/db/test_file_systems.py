"""Network folders are refused by the kind of their file system, sync folders are named."""

from pathlib import Path, PurePosixPath

import pytest

from db import file_systems
from db.errors import NetworkFolder
from db.file_systems import ANYWHERE, kind_on, linux_mounts, network_kind, synced_by
from db.migrate import create_book, open_book

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
90 22 0:45 / /mnt/chung rw - cifs //may-chu/chung rw,vers=3.0
91 22 0:46 / /mnt/v\304\203n\040ph\303\262ng rw shared:7 - nfs4 may-chu:/x rw
92 90 0:47 / /mnt/chung/o-rieng rw - ext4 /dev/sdb rw
93 22 0:48 / /home/an/xa rw - fuse.sshfs an@may:/ rw
94 22 0:49 / /tmp rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/an/so.db", ""),
        ("/mnt/chung/so.db", "cifs"),
        ("/mnt/chung2/so.db", ""),
        ("/mnt/chung/o-rieng/so.db", ""),
        ("/mnt/văn phòng/so.db", "nfs4"),
        ("/home/an/xa/sâu/so.db", "fuse.sshfs"),
        ("/tmp/so.db", ""),  # noqa: S108
    ],
)
def test_the_kind_is_that_of_the_innermost_mount(path: str, kind: str) -> None:
    assert kind_on(PurePosixPath(path), linux_mounts(MOUNTS)) == kind


def test_what_a_container_starts_from_is_its_own_disk() -> None:
    mounts = linux_mounts("1 0 0:1 / / rw - 9p none rw")
    assert kind_on(PurePosixPath("/srv/so.db"), mounts) == ""


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/home/an/OneDrive - Sở TTTT/so.db", "OneDrive - Sở TTTT"),
        ("/home/an/Google Drive/so.db", "Google Drive"),
        ("/home/an/Tài liệu/so.db", ""),
    ],
)
def test_a_sync_folder_is_named(path: str, folder: str) -> None:
    assert synced_by(Path(path)) == folder


def test_a_book_is_neither_made_nor_opened_on_a_network_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "so.db"
    create_book(path).close()
    content = path.read_bytes()
    monkeypatch.delenv(ANYWHERE, raising=False)
    mounts = [("/", "ext4"), (str(tmp_path.resolve()), "cifs")]
    monkeypatch.setattr(file_systems, "linux_mounts", lambda _told: mounts)
    with pytest.raises(NetworkFolder):
        create_book(tmp_path / "mới.db")
    with pytest.raises(NetworkFolder):
        open_book(path)
    assert path.read_bytes() == content
    assert not (tmp_path / "mới.db").exists()
    monkeypatch.setenv(ANYWHERE, "1")
    assert network_kind(path) == ""
    open_book(path).close()
