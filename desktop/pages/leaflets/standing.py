"""Tình hình: how leaflets stand on a day, by leaflet, by place, on a map; the sentence to send."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

import resources
from db.database import Database
from db.profile import agency_tiles
from db.queries.leaflet_places import Place, Ward
from db.queries.leaflet_report import LeafletReport, leaflet_report
from db.queries.leaflets import leaflet_figures
from desktop.context import Context
from desktop.dates import day_text
from desktop.district_tiles import district_tiles
from desktop.pages.leaflets.standing_tables import (
    LeafletTable,
    PlaceTable,
    WardTable,
    place_told,
)
from desktop.papers.leaflet_text import leaflet_sentence
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.choices import refill
from desktop.widgets.date_field import DateField
from desktop.widgets.empty import EmptyState
from desktop.widgets.page_header import action_button
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.supply_fields import label
from desktop.widgets.tile_view import TileView
from desktop.widgets.wrap_row import WrapRow

MAP_WIDTH = 400
Found = tuple[list[tuple[int, str]], LeafletReport]


class Standing(QWidget):
    """What is asked for above; figures follow the book by themselves and lead to what makes them."""

    paper_wanted = Signal(str, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tiles = agency_tiles(resources.path("profile"))
        self._places: dict[int, Place] = {}
        self.leaflet = QComboBox()
        self.leaflet.setAccessibleName(_("Tờ bướm"))
        self.leaflet.setMinimumWidth(180)
        self.leaflet.addItem(_("Tất cả tờ bướm"), None)
        self.day = DateField(context.clock.today, is_past=True)
        self.day.setAccessibleName(_("Đến hết ngày"))
        self.day.set_day(context.clock.today())
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = action_button(_("Chép câu"), self.copy_sentence, icon="copy")
        self.report_button = action_button(
            _("Báo cáo phân phối"),
            self.show_report,
            icon="file-text",
            shortcut="Ctrl+P",
            is_primary=True,
        )
        self.leaflets, self.places, self.wards = LeafletTable(), PlaceTable(), WardTable()
        self.map = TileView(_legend(), self._tile_told)
        self.map.setAccessibleName(_("Bản đồ quận, huyện"))
        self._lay_out()
        self.setFocusProxy(self.leaflet)
        self.leaflet.currentIndexChanged.connect(lambda _place: self.refresh())
        self.day.picked.connect(lambda _day: self.refresh())
        self.leaflets.opened.connect(
            lambda line: context.navigate("stock", supply_id=line.figures.supply_id)
        )
        self.places.opened.connect(self._open_place)
        self.wards.opened.connect(self._open_ward)
        self.map.opened.connect(lambda key: self._open_place(self._places[key]))

    def refresh(self) -> None:
        """Read how things stand anew."""
        day = self.day.day or self._context.clock.today()
        chosen = self.leaflet.currentData()
        ids = None if chosen is None else [chosen]
        self._context.tasks.run(self, partial(_read, self._context.database, day, ids), self._show)

    def open(self, *, supply_id: int | None = None, **_target: Any) -> None:
        """Show one leaflet alone."""
        place = self.leaflet.findData(supply_id)
        self.leaflet.setCurrentIndex(max(0, place))

    def leave(self) -> None:
        """Nothing is typed here."""

    def copy_sentence(self) -> None:
        """Put the sentence on the clipboard."""
        QGuiApplication.clipboard().setText(self.sentence.text())
        self._context.notice(_("Đã chép câu vào bộ nhớ tạm."))

    def show_report(self) -> None:
        """Show the official report of what is in sight, to be printed or saved."""
        from desktop.leaflet_report import leaflets_pdf, leaflets_xlsx

        day = self.day.day or self._context.clock.today()
        chosen = self.leaflet.currentData()
        asked = (self._context.database, day, None if chosen is None else [chosen])
        title = _("Báo cáo phân phối tờ bướm đến {day}").format(day=day_text(day))
        self.paper_wanted.emit(title, partial(leaflets_pdf, *asked), partial(leaflets_xlsx, *asked))

    def _show(self, found: Found) -> None:
        known, report = found
        refill(self.leaflet, [(_("Tất cả tờ bướm"), None), *((name, id_) for id_, name in known)])
        self.stack.setCurrentIndex(0 if known else 1)
        self._places = {place.agency_id: place for place in report.places}
        told = leaflet_sentence(report)
        self.sentence.setText(told or _("Chưa có tờ bướm nào được in hoặc tiếp nhận."))
        self.copy_button.setEnabled(bool(told))
        self.leaflets.show_lines(report.lines)
        self.places.show_report(report)
        self.wards.show_report(report)
        tiles = district_tiles(report, self._tiles)
        self.map.setVisible(bool(tiles))
        self.no_map.setVisible(not tiles)
        self.map.show_tiles(tiles)

    def _lay_out(self) -> None:
        above = WrapRow(spacing=10)
        above.add_field(label(_("Tờ bướm"), self.leaflet), self.leaflet, 1)
        above.add_field(label(_("Đến hết ngày"), self.day), self.day)
        above.add(self.report_button)
        told = Card()
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        row.addWidget(self.copy_button)
        told.body.addLayout(row)
        self.no_map = QLabel(
            _("Các phường, xã không thuộc quận, huyện: không có bản đồ, bảng ghi theo phường, xã.")
        )
        self.no_map.setProperty("role", "muted")
        self.no_map.setWordWrap(True)
        drawn = Card(_("Tỷ lệ đã giao theo quận, huyện"))
        drawn.body.addWidget(self.map)
        drawn.body.addWidget(self.no_map)
        sides = SideBySide()
        sides.add(_column(MAP_WIDTH, self.places), 3)
        beside = _column(MAP_WIDTH, drawn, self.wards)
        beside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        sides.add(beside, 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(told)
        column.addWidget(sides, 1)
        column.addWidget(self.leaflets)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        empty = EmptyState(
            "newspaper",
            _("Chưa có tờ bướm nào."),
            _(
                "Khi có tờ bướm, ở đây xem được đã in, đã giao, đã ký nhận bao nhiêu và nơi nào chưa có."
            ),
        )
        to_titles = partial(self._context.navigate, "leaflets", tab="titles")
        empty.add_button(action_button(_("Thêm tờ bướm"), to_titles, icon="plus", is_primary=True))
        self.stack = QStackedLayout(self)
        self.stack.addWidget(scroll)
        self.stack.addWidget(empty)

    def _tile_told(self, key: int) -> str:
        place = self._places.get(key)
        return place_told(place) if place is not None else ""

    def _open_place(self, place: Place) -> None:
        """What was handed over to a place."""
        self._context.navigate("leaflets", tab="handovers", text=place.name)

    def _open_ward(self, ward: Ward) -> None:
        """A ward that got nothing is handed over to."""
        self._context.navigate("leaflets", tab="handovers", agency_ids=(ward.agency_id,))


def _column(least: int, *cards: QWidget) -> QWidget:
    inside = QWidget()
    inside.setMinimumWidth(least)
    rows = QVBoxLayout(inside)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(12)
    for card in cards:
        rows.addWidget(card, card is cards[-1])
    return inside


def _legend() -> tuple[str, ...]:
    return (
        _("chưa phân bổ"),
        _("chưa giao (0%)"),
        _("dưới 50%"),
        _("từ 50%"),
        _("đã giao đủ"),
        _("vạch: phần đã ký nhận"),
    )


def _read(database: Database, day: date, ids: list[int] | None) -> Found:
    names = [(one.supply_id, one.title) for one in database.ask(leaflet_figures, day)]
    return names, database.ask(leaflet_report, day, ids)
