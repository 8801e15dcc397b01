"""Cấp theo danh sách: everybody of some departments in a grid, one voucher a department."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import DomainError, StockShort
from db.queries.catalogue import stores, supplies
from db.queries.staff import DepartmentRow, departments
from db.queries.vouchers import VoucherDetail
from db.queries.waiting import packed
from desktop.context import Context, NoticeAction
from desktop.dates import day_text
from desktop.drafting import Sheet
from desktop.pages.issue.round_bar import RoundBar
from desktop.pages.issue.round_people import RoundPeople
from desktop.pages.issue.round_posting import Posting, issues_from, with_lots
from desktop.pages.issue.round_reading import correcting, typed_in
from desktop.pages.issue.round_rows import beyond_stock, is_cut
from desktop.recorded import Recorded
from desktop.translation import _
from desktop.widgets.grid import EntryGrid
from desktop.widgets.shortage import tell_refusal
from desktop.widgets.voucher_form import Told, VoucherForm, Wrong

PANEL = "round"


class RoundPanel(VoucherForm):
    """The bar over the people of one round; a draft from the first thing typed on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "issue", parent)
        self.bar = RoundBar(context)
        self.people = RoundPeople(context, self.bar)
        self.listed, self.ribbon = self.people.listed, self.people.ribbon
        self.footer = self.people.footer
        self._is_kept = False  # a draft though nothing was corrected: it was refused before
        self._departments: tuple[DepartmentRow, ...] = ()
        self._lay_out()
        self._offer()
        self.bar.people_changed.connect(self.load)
        self.bar.more.changed.connect(self.drafting.touch)
        self.people.edited.connect(self.drafting.touch)
        self.people.record.connect(self.record)
        self.follow_today(self.bar.day)
        self.load()

    # For the page

    @property
    def entry(self) -> EntryGrid:
        """The grid of its people."""
        return self.listed.grid

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        (self.bar if self.people.round is None else self.listed.grid).setFocus()
        if self.people.round is None:
            self.bar.begin()

    def refresh(self) -> None:
        """The book changed: read again, unless a cell is being typed in."""
        self._offer()
        if self.people.round is not None and not self.listed.is_typing and not self.is_recording:
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
        self.people.gather()
        is_changed = self.people.round is not None and bool(self.bar.usual.changed_supplies())
        is_more = self.people.round is not None and not self.bar.more.is_plain
        lots = self.people.lots.state()
        is_begun = self.people.typed.cells or lots or self.correction.is_shown or self._is_kept
        if not (is_begun or is_changed or is_more):
            return None
        parts = (_("Cấp phát"), self.bar.day.text(), self.bar.title)
        cells = {
            "panel": PANEL,
            **self.bar.state(),
            "typed": self.people.typed.state(),
            "lots": lots,
            **self.correction.state(),
        }
        return Sheet(" · ".join(filter(None, parts)), cells)

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self.bar.restore(cells)
        self.people.typed.restore(cells["typed"])
        self.people.lots.restore(cells.get("lots", {}))
        self._is_kept = True
        self.load()

    def _show_voucher(self, detail: VoucherDetail) -> None:
        assert self.people.correcting is not None
        self.people.typed.take(typed_in(detail, self.people.correcting.packed))
        for supply_id, split in self.people.correcting.lots.items():
            self.people.lots.take(supply_id, split)
        self.load()

    # Reading

    def load(self) -> None:
        """Read the people of what the bar says; what was typed stays with its person."""
        self.people.load(self._departments)

    def to_grid(self) -> None:
        """On to the first quantity, as soon as the list is there."""
        self.people.to_grid()

    def _offer(self) -> None:
        """What may be picked; a voucher being corrected may name what was retired since."""
        ask, today, is_old = (
            self._context.database.ask,
            self._context.clock.today(),
            self.people.correcting is not None,
        )
        self._departments = tuple(ask(departments, today, with_retired=is_old))
        self.bar.offer(ask(stores), ask(supplies, with_retired=is_old), self._departments)

    # Recording

    def _wrong(self) -> Wrong | None:
        if not self.bar.day.is_clear:
            return _("Ngày chưa rõ."), self.bar.day.setFocus
        if self.people.is_loading:
            return _("Danh sách đang được đọc; hãy xem rồi ghi."), self.entry.setFocus
        if self.people.round is None:
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
        assert self.people.round is not None
        facts = self.bar.more.facts
        issues = issues_from(self.listed.rows(), self.people.round, self.people.correcting, facts)
        issues = with_lots(issues, self.people.lots)
        if not issues:
            self._warn(_("Chưa có ai được cấp: hãy ghi số lượng."))
            return None
        if (follows_id := self.correction.follows_id) is not None:
            issues = tuple(replace(issue, follows_id=follows_id) for issue in issues)
        self.vouchers = issues
        posting = Posting(
            key=self.drafting.key,
            issues=issues,
            habits=() if self.people.correcting else tuple(self.bar.usual.changed_supplies()),
            corrects=self.people.correcting,
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
        self.people.take_all()
        self.bar.day.set_day(day)
        self.load()
        self.drafting.touch()

    # Looks

    def _begin_correction(self, detail: VoucherDetail, reason: str = "") -> None:
        super()._begin_correction(detail, reason)
        packed_lines = self._context.database.ask(packed, detail.voucher_id)
        self.people.correcting = correcting(detail, packed_lines)
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
        was_old = self.people.correcting is not None
        self.people.forget()
        self._is_kept = False
        self.correction.put_away()
        self.bar.fix(is_fixed=False)
        self.bar.clear()
        if was_old:
            self._offer()
        self.load()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.correction)
        column.addWidget(self.bar)
        column.addWidget(self.people, 1)
