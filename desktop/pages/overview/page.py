"""Tổng quan: how the masks stand, what is short, what waits; every figure leads to its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.backup import Copy
from db.database import Database
from db.queries.daily_board import Board, daily_board
from db.queries.distributions import RoundRow, round_rows
from db.queries.leaflet_report import Owing, owing
from db.queries.office import DraftRow, drafts
from db.queries.overview import Overview, StockState, Watched, overview
from db.queries.report import WeekFlow
from db.rules.supply_need import WARNING_WORKING_DAYS
from desktop.backup_text import backup_text
from desktop.backups import latest_copy
from desktop.charts import BarChart
from desktop.context import Context, Tone
from desktop.dates import long_day_text
from desktop.draft_forms import form_of
from desktop.labels import number
from desktop.opening import is_sample
from desktop.other_book import go_to_other, has_other, other_name
from desktop.pages.overview.daily import DailyCard
from desktop.pages.overview.drafts import DraftList
from desktop.pages.overview.watched import watched_columns
from desktop.settings import COPIED_AT
from desktop.stock_state import LACKING, state_tone, state_word
from desktop.tables import RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card, FigureCard
from desktop.widgets.chart import ChartView
from desktop.widgets.page_header import PageHeader, action_button
from desktop.widgets.side_by_side import SideBySide
from desktop.widgets.wrap_row import WrapRow

CARD = 170  # pixels: a figure and its chip in one line
NAMED = 2  # supplies that the card of what is short names


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the page shows, read in one go."""

    overview: Overview
    rounds: list[RoundRow]
    drafts: list[DraftRow]
    copy: Copy | None
    owing: Owing | None
    board: Board


def read_standing(database: Database) -> Standing:
    """Read the page; no widget is touched."""
    today = database.clock.today()
    return Standing(
        overview=database.ask(overview, today),
        rounds=database.ask(round_rows, today, with_closed=False),
        drafts=database.ask(drafts),
        copy=latest_copy(database),
        owing=database.ask(owing, today),
        board=database.ask(daily_board, today, database.clock.now()),
    )


class Page(QWidget):
    """Cards above, chart and drafts in the middle, the supplies below."""

    shows = frozenset(
        {"supply", "voucher", "movement", "voucher_line", "draft", "setting", "period_close"}
        | {"distribution", "acknowledgement", "absence", "allocation_share", "handover"}
        | {"daily_report", "daily_excuse", "duty"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._flows: tuple[WeekFlow, ...] = ()
        self._drafts: list[DraftRow] = []
        self._rounds: list[RoundRow] = []
        self.header = PageHeader(_("Tổng quan"))
        self.report = self.header.add_action(
            _("Lập báo cáo tuần"),
            lambda: context.navigate("reports"),
            icon="file-pdf",
            shortcut="Ctrl+R",
            is_primary=True,
        )
        self.masks = FigureCard(_("Khẩu trang còn"))
        self.lacking = FigureCard(_("Sắp hết, hết hàng"))
        self.waiting = FigureCard(_("Phiếu nháp đang chờ"))
        self.issued = FigureCard(_("Cấp phát tuần này"))
        self.unsigned = FigureCard(_("Chưa ký nhận văn bản"))
        self.leaflets = FigureCard(_("Tờ bướm còn nợ"))
        self.daily = DailyCard(context)
        self.chart = ChartView()
        self.drafts = DraftList()
        self.no_drafts = QLabel(_("Không có phiếu nào đang viết dở."))
        self.no_drafts.setProperty("role", "muted")
        self.backup = QLabel()
        self.backup.setProperty("role", "muted")
        self.rows = RowsModel[Watched](watched_columns(), self)
        self.table = TableView(
            self.rows, _("Chưa có vật tư nào trong sổ. Hãy nhập danh mục, rồi nhập kho.")
        )
        self.table.setAccessibleName(_("Vật tư cần chú ý"))
        self.sample = action_button(other_name(context), partial(go_to_other, context, self))
        self.sample.hide()
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew, in the background."""
        self._context.tasks.run(self, partial(read_standing, self._context.database), self._show)

    def _lay_out(self) -> None:
        cards = WrapRow(spacing=12, is_even=True)
        named = (self.masks, self.lacking, self.waiting, self.issued, self.daily, self.unsigned)
        for card in (*named, self.leaflets):
            cards.add(card, 1, CARD)
        self._show_unsigned([])
        self._show_leaflets(None)
        chart = Card(_("Khẩu trang: nhập và cấp phát 8 tuần gần nhất"))
        chart.body.addWidget(self.chart, 1)
        waiting = Card(_("Đang viết dở"))
        waiting.body.addWidget(self.no_drafts)
        waiting.body.addWidget(self.drafts, 1)
        waiting.body.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self.backup, 1)
        self.copies = action_button(
            _("Xem bản sao lưu"), lambda: self._context.navigate("settings", tab="backups")
        )
        self.copies.setProperty("flat", True)
        foot.addWidget(self.copies)
        waiting.body.addLayout(foot)
        middle = SideBySide()
        middle.add(chart, 3)
        middle.add(waiting, 2)
        supplies = Card(_("Vật tư cần chú ý"))
        supplies.body.addWidget(self.table)
        supplies.body.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addLayout(cards)
        column.addWidget(middle, 5)
        column.addWidget(supplies, 6)

    def _connect(self) -> None:
        navigate = self._context.navigate
        self.masks.opened.connect(self._open_mask)
        self.lacking.opened.connect(self._to_table)
        self.waiting.opened.connect(self._to_drafts)
        self.issued.opened.connect(self._to_issues)
        self.unsigned.opened.connect(self._to_missing)
        self.daily.opened.connect(lambda: navigate("daily", tab="board"))
        self.daily.passed.connect(self.refresh)
        self.leaflets.opened.connect(lambda: navigate("leaflets", tab="standing"))
        self.table.opened.connect(lambda row: navigate("stock", supply_id=row.supply_id))
        self.drafts.opened.connect(
            lambda draft: navigate(form_of(draft.form)[0], draft_id=draft.draft_id)
        )
        self.chart.opened.connect(self._to_week)
        self._context.settings.changed.connect(self._on_setting)

    def _show(self, standing: Standing) -> None:
        today = self._context.clock.today()
        found = standing.overview
        week = today.isocalendar().week
        self.header.set_subtitle(
            _("{day} · Tuần {week:02}").format(day=long_day_text(today), week=week)
        )
        self._flows = found.flows
        self._show_masks(found)
        self._show_lacking(found.watched)
        self._show_issued(found.flows[-1])
        self._show_unsigned(standing.rounds)
        self._show_leaflets(standing.owing)
        self.daily.show_board(standing.board)
        self._show_drafts(standing.drafts)
        copied_at = standing.copy.made_at if standing.copy else None
        self.backup.setText(backup_text(copied_at, today))
        self.rows.show_rows(found.watched)
        is_empty = not found.watched and has_other(self._context)
        self.sample.setVisible(is_empty and not is_sample(self._context.database))
        self.chart.show_chart(
            BarChart(
                tuple(f"{flow.from_on:%d/%m}" for flow in found.flows),
                (
                    (_("Nhập"), tuple(max(0, flow.received) for flow in found.flows)),
                    (_("Cấp phát"), tuple(max(0, flow.issued) for flow in found.flows)),
                ),
            )
        )

    def _show_masks(self, found: Overview) -> None:
        masks = [row for row in found.watched if row.is_mask]
        if not masks:
            self.masks.show_figure("0", detail=_("chưa có khẩu trang nào trong sổ"))
            return
        state = _together(found, masks)
        detail = _("chưa cấp trong 28 ngày qua")
        if found.mask_cover is not None:
            detail = _("đủ {count} ngày làm việc").format(count=number(found.mask_cover))
        self.masks.show_figure(number(found.masks), state_word(state), state_tone(state), detail)

    def _show_lacking(self, watched: Sequence[Watched]) -> None:
        lacking = [row for row in watched if row.state in LACKING]
        if not lacking:
            has_expired = any(row.state is StockState.EXPIRED for row in watched)
            state = StockState.EXPIRED if has_expired else StockState.ENOUGH
            told = _("không vật tư nào thiếu")
            self.lacking.show_figure("0", state_word(state), state_tone(state), told)
            return
        names = ", ".join(row.name for row in lacking[:NAMED])
        if len(lacking) > NAMED:
            names = _("{names} và {count} vật tư nữa").format(
                names=names, count=len(lacking) - NAMED
            )
        is_out = any(row.state is StockState.OUT for row in lacking)
        word, tone = (_("Hết hàng"), Tone.BAD) if is_out else (_("Cần nhập"), Tone.WARNING)
        self.lacking.show_figure(number(len(lacking)), word, tone, names)

    def _show_issued(self, flow: WeekFlow) -> None:
        detail = _("khẩu trang, từ {from_on} đến {to_on}").format(
            from_on=f"{flow.from_on:%d/%m}", to_on=f"{flow.to_on:%d/%m}"
        )
        self.issued.show_figure(number(flow.issued), detail=detail)

    def _show_unsigned(self, rounds: list[RoundRow]) -> None:
        """Of the open rounds together; the card stands only while one is open."""
        self._rounds = sorted(rounds, key=lambda row: (not row.is_overdue, row.day, row.round_id))
        self.unsigned.setVisible(bool(rounds))
        if not rounds:
            return
        first, missing = self._rounds[0], sum(row.unsigned for row in rounds)
        detail = _("{document}: {signed}/{to_sign}").format(
            document=first.documents[0].number or first.documents[0].type,
            signed=number(first.signed),
            to_sign=number(first.to_sign),
        )
        if len(rounds) > 1:
            detail = _("{first} và {count} đợt nữa").format(first=detail, count=len(rounds) - 1)
        word, tone = "", Tone.NONE
        if first.is_overdue:
            word, tone = _("Quá hạn"), Tone.BAD
        elif not missing:
            word, tone = _("Đủ chữ ký"), Tone.OK
        self.unsigned.show_figure(number(missing), word, tone, detail)

    def _show_leaflets(self, owed: Owing | None) -> None:
        """What is still to be handed over; the card stands only while there is something."""
        self.leaflets.setVisible(owed is not None and owed.places > 0)
        if owed is None:
            return
        detail = _("{count} nơi nhận").format(count=number(owed.places))
        if owed.districts == owed.places:
            detail = _("{count} quận, huyện").format(count=number(owed.districts))
        elif owed.districts:
            detail = _("{districts} quận, huyện, {others} nơi khác").format(
                districts=number(owed.districts), others=number(owed.places - owed.districts)
            )
        self.leaflets.show_figure(number(owed.pieces), detail=detail)

    def _show_drafts(self, waiting: list[DraftRow]) -> None:
        self._drafts = waiting
        self.drafts.show_drafts(waiting, self._context.clock.today())
        self.drafts.setVisible(bool(waiting))
        self.no_drafts.setVisible(not waiting)
        if waiting:
            name = waiting[0].title or _(form_of(waiting[0].form)[2])
            self.waiting.show_figure(number(len(waiting)), _("Viết tiếp"), Tone.INFO, name)
        else:
            self.waiting.show_figure("0", detail=_("mọi phiếu đã ghi sổ"))

    def _on_setting(self, name: str) -> None:
        if name == COPIED_AT:
            self.refresh()

    def _open_mask(self) -> None:
        """The stock card of the mask there is most of; without any, the list."""
        masks = [row for row in self._watched() if row.is_mask]
        if masks:
            most = max(masks, key=lambda row: row.quantity)
            self._context.navigate("stock", supply_id=most.supply_id)
        else:
            self._context.navigate("stock")

    def _watched(self) -> list[Watched]:
        rows = (self.rows.row(index) for index in range(self.rows.rowCount()))
        return [row for row in rows if row is not None]

    def _to_table(self) -> None:
        """The table below has what is short on top."""
        self.table.setFocus()
        self.table.selectRow(0)

    def _to_drafts(self) -> None:
        if len(self._drafts) == 1:
            self.drafts.opened.emit(self._drafts[0])
        else:
            self.drafts.setFocus()

    def _to_issues(self) -> None:
        if self._flows:
            flow = self._flows[-1]
            self._context.navigate("stock", tab="vouchers", from_on=flow.from_on, to_on=flow.to_on)

    def _to_missing(self) -> None:
        """Who has not signed, of the round that needs it most."""
        if self._rounds:
            self._context.navigate("documents", round_id=self._rounds[0].round_id, missing=True)

    def _to_week(self, group: int) -> None:
        flow = self._flows[group]
        self._context.navigate("reports", from_on=flow.from_on, to_on=flow.to_on)


def _together(found: Overview, masks: list[Watched]) -> StockState:
    """How the masks stand taken together: none, soon none, or as the one there is most of."""
    if not found.masks:
        return StockState.OUT
    if found.mask_cover is not None and found.mask_cover < WARNING_WORKING_DAYS:
        return StockState.RUNNING_OUT
    return max(masks, key=lambda row: row.quantity).state
