"""The tables of how leaflets stand: each leaflet as a sum that adds up, each place with its bars."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.queries.leaflet_places import Place, Ward
from db.queries.leaflet_report import LeafletLine, LeafletReport
from db.rules.leaflets import NOTHING as NONE_YET
from db.rules.leaflets import Standing
from desktop.labels import number
from desktop.tables import RIGHT, ROW_HEIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.bar_cells import Bar, BarCells, BarLegend
from desktop.widgets.cards import Card
from desktop.widgets.table_place import kept_place

NOTHING = "–"
MOST_LEAFLETS = 5  # in sight at once
BAR_WIDTH, NAME_WIDTH = 150, 160


class LeafletTable(Card):
    """Each leaflet: accepted + from others = distributed + deposit + spoiled + left, as a bar."""

    opened = Signal(object)  # LeafletLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        columns = _leaflet_columns()
        self.rows = RowsModel[LeafletLine](columns, self)
        self.table = TableView(self.rows)
        self.table.setAccessibleName(_("Từng tờ bướm"))
        self.table.setItemDelegateForColumn(2, BarCells(_leaflet_bar, self.table))
        looks = (
            ("signed", _("đã ký nhận")),
            ("given", _("đã phân phối, chưa ký nhận")),
            ("deposit", _("lưu chiểu")),
            ("lost", _("hỏng, mất")),
            ("left", _("còn lại")),
        )
        self.body.addWidget(self.table)
        self.body.addWidget(BarLegend(looks))
        self.table.opened.connect(self.opened)

    def show_lines(self, lines: Sequence[LeafletLine]) -> None:
        """Show other figures."""
        with kept_place(self.table, lambda line: line.figures.supply_id):
            self.rows.show_rows(lines)
        shown = min(MOST_LEAFLETS, max(1, len(lines)))
        self.table.setFixedHeight(ROW_HEIGHT * (shown + 1) + 22)  # and the bar to scroll sideways


class PlaceTable(Card):
    """Each district, ward or body: of one leaflet its figures, of several a bar for each."""

    opened = Signal(object)  # Place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._leaflets: list[tuple[int, str]] = []
        self.table: TableView | None = None
        looks = (
            ("signed", _("đã ký nhận")),
            ("given", _("đã giao, chưa ký nhận")),
            ("left", _("còn nợ")),
        )
        self.body.addWidget(BarLegend(looks))

    def show_report(self, report: LeafletReport) -> None:
        """Show other figures; other leaflets are other columns."""
        leaflets = [(line.figures.supply_id, line.figures.code) for line in report.lines]
        if self.table is None or leaflets != self._leaflets:
            self._leaflets = leaflets
            self._make_table()
        assert self.table is not None
        with kept_place(self.table, lambda place: place.agency_id):
            self.table.rows.show_rows(report.places)

    def _make_table(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        whole: tuple[str, Callable[[Place], Standing]] = (
            _("Đã giao / phân bổ"),
            lambda place: place.standing,
        )
        apart = [(code, _of_leaflet(key)) for key, code in self._leaflets]
        bars = {1: whole}
        if len(apart) > 1:
            bars |= dict(enumerate(apart, 4))
        columns = [
            Column[Place](
                _("Nơi nhận"), lambda place: place.name, tip=place_told, least=NAME_WIDTH
            ),
            Column[Place](_("Ký nhận"), _figure(lambda one: one.signed), RIGHT, 84),
            Column[Place](_("Còn nợ"), _figure(lambda one: one.owed), RIGHT, 84),
        ]
        for at, (title, of) in bars.items():
            columns.insert(
                at, Column[Place](title, _share_text(of), RIGHT, BAR_WIDTH, tip=_tip(title, of))
            )
        rows = RowsModel[Place](columns, self)
        self.table = TableView(rows, _("Chưa phân bổ, chưa giao cho nơi nào."))
        rows.setParent(self.table)
        self.table.setAccessibleName(_("Theo nơi nhận"))
        for at, (_title, of) in bars.items():
            self.table.setItemDelegateForColumn(at, BarCells(_place_bar(of), self.table))
        self.table.setMinimumHeight(240)
        self.table.opened.connect(self.opened)
        self.body.insertWidget(self.body.count() - 1, self.table, 1)


class WardTable(Card):
    """The wards that got nothing yet, each with its district."""

    opened = Signal(object)  # Ward

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        columns = [
            Column[Ward](_("Phường, xã"), lambda ward: ward.name),
            Column[Ward](_("Quận, huyện"), lambda ward: ward.district or NOTHING),
        ]
        self.rows = RowsModel[Ward](columns, self)
        self.table = TableView(self.rows, _("Phường, xã nào cũng đã nhận."))
        self.table.setMinimumHeight(150)
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(self.opened)

    def show_report(self, report: LeafletReport) -> None:
        """Show which they are, and of how many."""
        words = _("Phường, xã chưa nhận: {count}/{all}")
        self.set_heading(
            words.format(count=number(len(report.without)), all=number(len(report.wards)))
        )
        self.table.setAccessibleName(self.heading.text())
        with kept_place(self.table, lambda ward: ward.agency_id):
            self.rows.show_rows(report.without)


def place_told(place: Place) -> str:
    """A place with its figures in words."""
    return standing_told(place.name, place.standing)


def standing_told(name: str, one: Standing) -> str:
    """Figures in words after a name."""
    words = _("{name}: phân bổ {allocated}, đã giao {handed}, ký nhận {signed}, còn nợ {owed}")
    return words.format(
        name=name,
        allocated=number(one.allocated),
        handed=number(one.handed_over),
        signed=number(one.signed),
        owed=number(one.owed),
    )


def _leaflet_columns() -> list[Column[LeafletLine]]:
    def figure(title: str, name: str) -> Column[LeafletLine]:
        def told(line: LeafletLine) -> str:
            return _cell(getattr(line.figures, name))

        return Column(title, told, RIGHT, 76)

    def gone(line: LeafletLine) -> str:
        figures = line.figures
        came, went = figures.accepted + figures.others, figures.distributed
        return f"{number(went)} / {number(came)}"

    return [
        Column(_("Mã"), lambda line: line.figures.code, width=64),
        Column(_("Tờ bướm"), lambda line: line.figures.title, tip=_line_told),
        Column(_("Phân phối / nhập"), gone, RIGHT, BAR_WIDTH, tip=_line_told),
        figure(_("Đặt in"), "ordered"),
        figure(_("Nghiệm thu"), "accepted"),
        Column(_("Nguồn khác"), lambda line: _cell(line.figures.others), RIGHT, 76, tip=_sources),
        figure(_("Ký nhận"), "signed"),
        figure(_("Lưu chiểu"), "deposited"),
        figure(_("Hỏng, mất"), "spoiled"),
        figure(_("Còn lại"), "in_store"),
    ]


def _leaflet_bar(line: LeafletLine) -> Bar:
    one = line.figures
    parts = (
        ("signed", one.signed),
        ("given", one.distributed - one.signed),
        ("deposit", one.deposited),
        ("lost", one.spoiled),
        ("left", one.in_store),
    )
    return Bar(one.accepted + one.others, parts)


def _line_told(line: LeafletLine) -> str:
    one = line.figures
    words = _(
        "{title}: nghiệm thu {accepted} + nguồn khác {others} = phân phối {distributed}"
        " + lưu chiểu {deposited} + hỏng, mất {spoiled} + còn lại {left}"
    )
    return words.format(
        title=one.title,
        accepted=number(one.accepted),
        others=number(one.others),
        distributed=number(one.distributed),
        deposited=number(one.deposited),
        spoiled=number(one.spoiled),
        left=number(one.in_store),
    )


def _sources(line: LeafletLine) -> str:
    words = _("Cấp trên cấp {superior}, đơn vị khác hỗ trợ {supported}, có sẵn đầu kỳ {opening}")
    return words.format(
        superior=number(line.superior),
        supported=number(line.supported),
        opening=number(line.opening),
    )


def _cell(value: int) -> str:
    return number(value) if value else NOTHING


def _of_leaflet(supply_id: int) -> Callable[[Place], Standing]:
    return lambda place: place.standings.get(supply_id, NONE_YET)


def _figure(of: Callable[[Standing], int]) -> Callable[[Place], str]:
    return lambda place: _cell(of(place.standing))


def _share_text(of: Callable[[Place], Standing]) -> Callable[[Place], str]:
    def text(place: Place) -> str:
        one = of(place)
        if not one.allocated and not one.handed_over:
            return NOTHING
        return f"{number(one.handed_over)} / {number(one.allocated)}"

    return text


def _tip(title: str, of: Callable[[Place], Standing]) -> Callable[[Place], str]:
    return lambda place: standing_told(f"{place.name} · {title}", of(place))


def _place_bar(of: Callable[[Place], Standing]) -> Callable[[Place], Bar | None]:
    def bar(place: Place) -> Bar | None:
        one = of(place)
        if not one.allocated and not one.handed_over:
            return None
        parts = (("signed", one.signed), ("given", one.handed_over - one.signed))
        return Bar(one.allocated, parts)

    return bar
