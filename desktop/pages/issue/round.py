"""Cấp theo danh sách: everybody of some departments in a grid, one voucher a department."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.errors import DomainError, StockShort
from db.queries.catalogue import stores, supplies
from db.queries.entering import OnOffer
from db.queries.staff import DepartmentRow, departments
from db.queries.vouchers import VoucherDetail
from db.queries.waiting import packed
from desktop.context import Context, NoticeAction
from desktop.dates import day_text
from desktop.drafting import Sheet
from desktop.pages.issue.footer import StockFooter
from desktop.pages.issue.round_bar import RoundBar
from desktop.pages.issue.round_grid import RoundGrid
from desktop.pages.issue.round_posting import Posting, issues_from
from desktop.pages.issue.round_reading import Correcting, Round, correcting, read_round, typed_in
from desktop.pages.issue.round_ribbon import RoundRibbon
from desktop.pages.issue.round_rows import (
    beyond_stock,
    given,
    is_cut,
    key_of,
    proposals,
    typed_over,
)
from desktop.pages.issue.round_sharing import RoundSharing
from desktop.recorded import Recorded
from desktop.translation import _
from desktop.widgets.empty import EmptyState
from desktop.widgets.grid import EntryGrid
from desktop.widgets.shortage import tell_refusal
from desktop.widgets.voucher_form import Told, VoucherForm, Wrong

PANEL = "round"


class RoundPanel(VoucherForm):
    """The bar, the grid and the sums of one round; a draft from the first thing typed on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "issue", parent)
        self.bar = RoundBar(context)
        self.listed = RoundGrid(context)
        self.ribbon = RoundRibbon()
        self.sharing = RoundSharing(self.bar, self.listed, self.ribbon)
        self.footer = StockFooter(_("F2 sửa số · Ctrl+Z hoàn tác"))
        self.empty = EmptyState(
            "users-three",
            _("Chọn đơn vị để có danh sách"),
            _("Gõ đầu tên đơn vị rồi Enter; “Toàn Sở” là tất cả mọi người."),
        )
        self.round: Round | None = None
        self.correcting: Correcting | None = None
        self.is_loading = False
        self._is_kept = False  # a draft though nothing was corrected: it was refused before
        self._proposed: dict[int, dict[str, str]] = {}
        self._typed: dict[tuple[int, str], str] = {}
        self._departments: tuple[DepartmentRow, ...] = ()
        self._asked = 0
        self._goes_to_grid = False
        self._lay_out()
        self._offer()
        self.bar.people_changed.connect(self.load)
        self.bar.proposal_changed.connect(self._propose)
        self.bar.finished.connect(self.to_grid)
        self.bar.more.changed.connect(self.drafting.touch)
        self.bar.more.columns_changed.connect(self._reshape)
        self.ribbon.person_asked.connect(self._go_to)
        self.listed.edited.connect(self._edited)
        self.listed.record.connect(self.record)
        self.follow_today(self.bar.day)
        self.load()

    # For the page

    @property
    def entry(self) -> EntryGrid:
        """The grid of its people."""
        return self.listed.grid

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        (self.bar if self.round is None else self.listed.grid).setFocus()
        if self.round is None:
            self.bar.begin()

    def refresh(self) -> None:
        """The book changed: read again, unless a cell is being typed in."""
        self._offer()
        if self.round is not None and not self.listed.is_typing and not self.is_recording:
            self.load()

    def show_departments(self, department_ids: list[int], supply_id: int | None) -> None:
        """Begin a list of these departments."""
        self.clear()
        if supply_id is not None:
            self.bar.show_supply(supply_id)
        self.bar.departments.choose(department_ids)
        self.load()

    def sheet(self) -> Sheet | None:
        """The round as a draft; None while nothing was typed."""
        self._gather()
        is_changed = self.round is not None and bool(self.bar.usual.changed_supplies())
        is_more = self.round is not None and not self.bar.more.is_plain
        is_begun = self._typed or self.correction.is_shown or self._is_kept
        if not (is_begun or is_changed or is_more):
            return None
        parts = (_("Cấp phát"), self.bar.day.text(), self.bar.title)
        cells = {
            "panel": PANEL,
            **self.bar.state(),
            "typed": {_place(place): text for place, text in self._typed.items()},
            **self.correction.state(),
        }
        return Sheet(" · ".join(filter(None, parts)), cells)

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self.bar.restore(cells)
        self._typed = {_staff_and_key(place): text for place, text in cells["typed"].items()}
        self._is_kept = True
        self.load()

    def _show_voucher(self, detail: VoucherDetail) -> None:
        assert self.correcting is not None
        self._typed = dict(typed_in(detail, self.correcting.packed))
        self.load()

    # Reading

    def load(self) -> None:
        """Read the people of what the bar says; what was typed stays with its person."""
        self._gather()
        choice = self.bar.choice
        self._asked += 1
        if not choice.is_whole:
            self.round, self.is_loading = None, False
            self.stack.setCurrentWidget(self.empty)
            self.footer.hide()
            self.ribbon.hide()
            return
        self.is_loading = True
        asked, rows = self._asked, self._departments
        extra = {staff_id for staff_id, _key in self._typed} if self.correcting else set()
        read = partial(read_round, self._context.database, choice, rows, tuple(extra))

        def show(found: Round) -> None:
            if asked == self._asked:
                self._show(found)

        def refused(error: DomainError) -> None:
            self.is_loading = asked != self._asked
            self._context.tasks.refused.emit(error)

        self._context.tasks.run(self, read, show, refused)

    def to_grid(self) -> None:
        """On to the first quantity, as soon as the list is there."""
        self._goes_to_grid = self.is_loading
        if not self.is_loading and self.round is not None:
            self.listed.to_first_quantity()

    def _show(self, read: Round) -> None:
        self._gather()
        self.is_loading = False
        self.round = read
        self._proposed = self._proposals(read)
        self.bar.usual.show_norms(read.norms)
        self.ribbon.show_changes(read.changes)
        self._show_rows(read)
        self.stack.setCurrentWidget(self.listed)
        self.footer.show()
        self._sum()
        if self._goes_to_grid:
            self.to_grid()

    def _show_rows(self, read: Round) -> None:
        """The grid with the columns that are wanted now."""
        self.listed.with_asked = self.sharing.asked_of(read.choice.supplies)
        self.listed.with_waits = self.bar.more.with_waits.isChecked()
        self.listed.show_round(read, self._proposed, self._typed)

    def _reshape(self) -> None:
        """Other columns are wanted: what was typed stays."""
        if self.round is not None:
            self._gather()
            self._show_rows(self.round)
        self.drafting.touch()

    def _go_to(self, staff_id: int) -> None:
        """Show somebody's row; who left has none."""
        if not self.listed.go_to(staff_id):
            self._warn(_("Người này không còn trong danh sách của đợt."))

    def _propose(self) -> None:
        if self.round is None or self.correcting is not None:
            return
        self._gather()
        before, self._proposed = self._proposed, self._proposals(self.round)
        self.listed.propose(before, self._proposed)
        self.drafting.touch()

    def _proposals(self, read: Round) -> dict[int, dict[str, str]]:
        if self.correcting is not None:
            return {}
        usual = self.bar.usual.values()
        return proposals(read.recipients, usual, as_last_round=read.choice.as_last_round)

    def _gather(self) -> None:
        """Remember what differs from the proposal, also of people who are not listed now."""
        if self.round is None:
            return
        rows = self.listed.rows()
        listed = {row.tag.person.staff_id for row in rows}
        shown = {column.key for column in self.listed.grid.columns}
        elsewhere = {
            place: text
            for place, text in self._typed.items()
            if place[0] not in listed or place[1] not in shown
        }
        self._typed = {**elsewhere, **typed_over(rows, self._proposed)}

    def _offer(self) -> None:
        """What may be picked; a voucher being corrected may name what was retired since."""
        ask, today, is_old = (
            self._context.database.ask,
            self._context.clock.today(),
            self.correcting is not None,
        )
        self._departments = tuple(ask(departments, today, with_retired=is_old))
        self.bar.offer(ask(stores), ask(supplies, with_retired=is_old), self._departments)

    # Recording

    def _wrong(self) -> Wrong | None:
        if not self.bar.day.is_clear:
            return _("Ngày chưa rõ."), self.bar.day.setFocus
        if self.is_loading:
            return _("Danh sách đang được đọc; hãy xem rồi ghi."), self.entry.setFocus
        if self.round is None:
            return _("Hãy chọn vật tư và đơn vị."), self.bar.begin
        more = self.bar.more
        if (field := more.wrong_with(self.bar.choice.day)) is not None:
            return _(
                "Ngày trên giấy đề nghị, hoặc ngày phát sau ngày soạn, chưa rõ."
            ), field.setFocus
        if not more.note.text().strip() and any(map(is_cut, self.listed.rows())):
            return _("Cấp ít hơn yêu cầu: hãy ghi lý do ở Ghi chú."), more.note.setFocus
        return None

    def _show_remarks(self) -> None:
        self.listed.show_remarks()

    def _act(self) -> tuple[Callable[[], Recorded], Told] | None:
        assert self.round is not None
        facts = self.bar.more.facts
        issues = issues_from(self.listed.rows(), self.round, self.correcting, facts)
        if not issues:
            self._warn(_("Chưa có ai được cấp: hãy ghi số lượng."))
            return None
        if (follows_id := self.correction.follows_id) is not None:
            issues = tuple(replace(issue, follows_id=follows_id) for issue in issues)
        self.vouchers = issues
        posting = Posting(
            key=self.drafting.key,
            issues=issues,
            habits=() if self.correcting else tuple(self.bar.usual.changed_supplies()),
            corrects=self.correcting,
            reason=self.correction.reason,
        )
        return partial(posting.run, self._context), posting.told

    def _paper(self, done: Recorded) -> tuple[str, str]:
        return _("In danh sách"), _("Danh sách ký nhận {numbers}").format(numbers=done.told)

    def _more_papers(self, done: Recorded) -> list[NoticeAction]:
        title, owner = _("Đợt cấp phát {numbers}").format(numbers=done.told), self.window()

        def ask() -> None:
            from desktop.widgets.round_print import print_round

            print_round(self._context, owner, done.ids, title)

        return [NoticeAction(_("In cả đợt"), ask)]

    def _recorded(self, told: Told, done: Recorded) -> None:
        self.bar.remember()
        super()._recorded(told, done)

    def _refused(self, error: DomainError) -> None:
        if isinstance(error, StockShort):
            available = {one.supply_id: one.available for one in error.shortages}
            self.listed.show_problems(beyond_stock(self.listed.rows(), available))
        self.listed.grid.setFocus()
        self._is_kept = True
        self.drafting.touch()
        tell_refusal(self._context, error, self.bar.store.store_id, self._move_to)

    def _move_to(self, day: date) -> None:
        """The same quantities on another day, whatever is proposed on that one."""
        for row in self.listed.rows():
            for column in self.listed.grid.columns:
                if column.is_editable:
                    self._typed[row.tag.person.staff_id, column.key] = row.text(column.key)
        self.round = None  # so that all of it counts as typed
        self.bar.day.set_day(day)
        self.load()
        self.drafting.touch()

    # Looks

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        super()._begin_correction(detail, reason)
        packed_lines = self._context.database.ask(packed, detail.voucher_id)
        self.correcting = correcting(detail, packed_lines)
        self._offer()
        self._show_bar(detail, detail.day)
        self.bar.fix(is_fixed=True)
        self.bar.more.show_voucher(detail, packed_lines)
        self.bar.more_button.setChecked(not self.bar.more.is_plain)

    def _show_head(self, detail: VoucherDetail) -> None:
        self._show_bar(detail, self._context.clock.today())
        self.load()

    def _show_bar(self, detail: VoucherDetail, day: date) -> None:
        own = {line.department_id for line in detail.lines if line.staff_id is not None}
        self.bar.restore(
            {
                "day": day_text(day),
                "store": detail.store_id,
                "supplies": list(dict.fromkeys(x.supply_id for x in detail.lines if x.staff_id)),
                "departments": [detail.department_id or next(iter(own), 0)],
                "as_last_round": False,
            }
        )

    def _forget(self) -> None:
        was_old = self.correcting is not None
        self.correcting, self.round, self._is_kept = None, None, False
        self._typed, self._proposed = {}, {}
        self.sharing.forget()
        self.ribbon.show_changes(())
        self.listed.grid.clear()
        self.correction.put_away()
        self.bar.fix(is_fixed=False)
        self.bar.clear()
        if was_old:
            self._offer()
        self.load()

    def _edited(self) -> None:
        self._sum()
        self.drafting.touch()

    def _sum(self) -> None:
        if self.round is None:
            return
        rows, shown = self.listed.rows(), self.round.choice.supplies
        back = self.correcting.pieces if self.correcting else {}
        offers = {
            supply_id: OnOffer(
                offer.pieces + back.get(supply_id, 0), offer.first_lot, offer.first_expiry
            )
            for supply_id, offer in self.round.offers.items()
        }
        keys = [key_of(supply.supply_id) for supply in shown]
        people = sum(any(row.pieces(key) for key in keys) for row in rows)
        out = given(rows, shown)
        self.footer.show_stock(shown, offers, out, people)
        self.sharing.weigh(shown, rows, {one: offers[one].pieces for one in out}, out)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.correction)
        column.addWidget(self.bar)
        column.addWidget(self.ribbon)
        column.addWidget(self.stack, 1)
        column.addWidget(self.footer)


def _place(place: tuple[int, str]) -> str:
    return f"{place[0]}:{place[1]}"


def _staff_and_key(text: str) -> tuple[int, str]:
    staff_id, _colon, key = text.partition(":")
    return int(staff_id), key
