"""Pictures in a table's cells and on a page: decoded when they come into sight, the last ones kept."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.tables import RowsModel

KEPT = 200


class Decoded:
    """Pictures by what they were made from; the least used go first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._pictures: OrderedDict[tuple[int, int, int], tuple[bytes, QPixmap]] = OrderedDict()

    def get(self, picture: bytes, room: QSize) -> QPixmap:
        """The picture as large as fits the room; an empty one where it can't be read."""
        key = id(picture), room.width(), room.height()
        if key not in self._pictures:
            self._pictures[key] = picture, decode(picture, room)
            if len(self._pictures) > self._kept:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key][1]


def decode(picture: bytes, room: QSize) -> QPixmap:
    """Read a PNG or JPEG as large as fits the room."""
    buffer = QBuffer()
    buffer.setData(QByteArray(picture))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if (size := reader.size()).isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


class PictureCells(QStyledItemDelegate):
    """Paints what `picture` gives for a row into its cell, on white as it is on paper."""

    def __init__(self, picture: Callable[[Any], bytes], parent: Any = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._decoded = Decoded()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        model = index.model()
        assert isinstance(model, RowsModel)
        row = model.row(index.row())
        if row is None or not (picture := self._picture(row)):
            return
        ratio = painter.device().devicePixelRatio()
        room = option.rect.adjusted(6, 2, -6, -2)
        shown = self._decoded.get(picture, room.size() * ratio)
        if shown.isNull():
            return
        place = QRect(room.topLeft(), shown.size() / ratio)
        place.moveCenter(room.center())
        painter.drawPixmap(place, shown)
