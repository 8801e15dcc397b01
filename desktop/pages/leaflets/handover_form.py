"""Giao tờ bướm: what bodies are owed, corrected in a grid, posted as one voucher a body."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import DomainError, StockShort
from db.services.handing_over import NewHandover, hand_over, issue_of
from desktop.context import Context, Tone
from desktop.drafting import Sheet
from desktop.labels import number
from desktop.pages.leaflets.handover_bodies import LEAST_ROWS
from desktop.pages.leaflets.handover_rows import (
    BODY,
    RECEIVER,
    TITLE,
    Known,
    columns,
    follows,
    lacks,
    leaflet_key,
    portions,
    proposed_rows,
    read_known,
    sums,
    supply_of,
)
from desktop.recorded import Recorded, recorded
from desktop.tables import ROW_HEIGHT
from desktop.translation import _
from desktop.widgets.cards import Card, set_tone
from desktop.widgets.grid import EntryGrid
from desktop.widgets.head_fields import HeadFields, field_line
from desktop.widgets.opened_bar import OpenedBar
from desktop.widgets.page_header import action_button
from desktop.widgets.shortage import tell_refusal
from desktop.widgets.suggestions import Suggestion
from desktop.widgets.voucher_form import Told, VoucherForm, Wrong

FORM = "leaflets/handovers"


class HandoverFields(HeadFields):
    """When, out of which store, why; whether it is for legal deposit."""

    place_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.clock.today, parent)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("ví dụ: phân phối tờ bướm phòng, chống dịch"))
        self.is_deposit = QCheckBox(_("Nộp lưu chiểu"))
        line = field_line(
            (_("Ngày"), self.day, 0), (_("Kho"), self.store, 1), (_("Lý do"), self.reason, 3)
        )
        line.add(self.is_deposit)
        self.body.addLayout(line)
        self.day.picked.connect(self.place_changed)
        self.day.textEdited.connect(self.changed)
        self.store.currentIndexChanged.connect(self.place_changed)
        self.reason.textEdited.connect(self.changed)
        self.is_deposit.toggled.connect(self.changed)
        self.day.returnPressed.connect(self.store.setFocus)
        self.reason.returnPressed.connect(self.finished)

    def clear(self) -> None:
        """Ready for the next one: the same store, today."""
        self.day.set_day(self._today())
        self.reason.clear()
        self.is_deposit.setChecked(False)

    def state(self) -> dict[str, Any]:
        """The fields as typed, for a draft."""
        return {
            **super().state(),
            "reason": self.reason.text(),
            "is_deposit": self.is_deposit.isChecked(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the fields of a draft."""
        super().restore(state)
        self.reason.setText(state["reason"])
        self.is_deposit.setChecked(state["is_deposit"])


class HandoverForm(VoucherForm):
    """One row a body, one column a leaflet; Ctrl+Enter hands all of it over."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, FORM, parent)
        self.known, self._asked = Known(), 0
        self.bar = OpenedBar()
        self.bar.name(_("Giao tờ bướm"))
        self.bar.left.connect(self._leave)
        self.discard_button = action_button(_("Bỏ phiếu này"), self.throw_away)
        self.record_button = action_button(
            _("Ghi sổ"), self.record, icon="check", shortcut="Ctrl+Return", is_primary=True
        )
        for button in (self.discard_button, self.record_button):
            self.bar.add(button)
        self.fields = HandoverFields(context)
        self.told, self.draft_told = QLabel(), QLabel()
        self.told.setWordWrap(True)
        self.draft_told.setProperty("role", "muted")
        self._listed = Card()
        self._listed.body.setContentsMargins(4, 2, 4, 4)
        self.grid = self._new_grid(())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for widget in (self.bar, self.correction, self.fields):
            column.addWidget(widget)
        column.addWidget(self._listed, 1)
        column.addWidget(self.told)
        column.addWidget(self.draft_told)
        self.fields.changed.connect(self.drafting.touch)
        self.fields.place_changed.connect(self._place_changed)
        self.fields.finished.connect(self.to_grid)
        self.drafting.saved.connect(lambda: self.draft_told.setText(self.drafting.told))

    @property
    def entry(self) -> EntryGrid:
        """The grid of its lines."""
        return self.grid

    @property
    def is_blank(self) -> bool:
        """Whether no row holds anything."""
        return not self.grid.rows_model.rows()

    def begin(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        self.grid.edit_cell(len(self.grid.rows_model.rows()), BODY)

    def to_grid(self) -> None:
        """On to the first quantity."""
        first = next((one.key for one in self.grid.columns if supply_of(one.key)), BODY)
        self.grid.edit_cell(0, BODY if self.is_blank else first)

    def begin_with(self, agency_ids: Sequence[int]) -> None:
        """Put this form away and propose what bodies are owed."""
        self.clear()
        self._read(partial(self._propose, agency_ids))

    def refresh(self) -> None:
        """The book changed: know what it has now."""
        self._read(lambda: None)

    def sheet(self) -> Sheet | None:
        """The form as a draft; None while nothing was typed."""
        rows = self.grid.typed()
        if not rows:
            return None
        keys = [one.key for one in self.grid.columns]
        bodies = [row.text(BODY) for row in self.grid.rows_model.rows()]
        title = _("{count} nơi nhận").format(count=number(len(bodies)))
        if len(bodies) == 1:
            title = bodies[0]
        cells = {**self.fields.state(), "keys": keys, "rows": rows}
        return Sheet(" · ".join(filter(None, (title, self.fields.day.text()))), cells)

    # What is known

    def _read(self, then: Callable[[], object]) -> None:
        self._asked += 1
        asked, database = self._asked, self._context.database
        place = self.fields.store.store_id, self.fields.chosen_day

        def show(known: Known) -> None:
            if asked == self._asked:
                self._know(known)
                then()

        self._context.tasks.run(self, partial(read_known, database, *place), show)

    def _know(self, known: Known, more: Sequence[int] = ()) -> None:
        """Offer what there is; a grid that holds nothing gets the leaflets' columns anew."""
        self.known = known
        self.fields.store.blockSignals(True)
        self.fields.store.show_stores(known.stores)
        self.fields.store.blockSignals(False)
        wanted = [one for one in known.leaflets if one.supply_id in {*known.offered, *more}]
        keys = [leaflet_key(one.supply_id) for one in wanted]
        if self.is_blank and keys != [k.key for k in self.grid.columns if supply_of(k.key)]:
            had_focus = self.grid.hasFocus()
            self.grid = self._new_grid(wanted)
            if had_focus:
                self.grid.setFocus()
        self._weigh()

    def _new_grid(self, leaflets: Sequence[Any]) -> EntryGrid:
        if (item := self._listed.body.takeAt(1)) is not None and (old := item.widget()):
            old.deleteLater()
        grid = EntryGrid(
            columns(leaflets, self._search),
            self._context.clock.today,
            check=lacks,
            fill=lambda row, key: (
                follows(self.known, self.grid.rows_model.rows(), row) if key == BODY else {}
            ),
        )
        grid.setAccessibleName(_("Nơi nhận và số lượng"))
        grid.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        grid.edited.connect(self._on_edited)
        grid.record.connect(self.record)
        self._listed.body.addWidget(grid, 1)
        grid.show()  # now, or it could not take the focus yet
        QShortcut(QKeySequence(Qt.Key.Key_Escape), grid, self._leave).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        return grid

    def _search(self, text: str) -> Sequence[Suggestion]:
        return self.known.search(text)

    def _propose(self, agency_ids: Sequence[int]) -> None:
        today = self._context.clock.today()
        self.grid.set_rows(proposed_rows(self.known, agency_ids, self.grid.columns, today))
        if lacking := self.known.lacking(agency_ids):
            told = _("Kho còn thiếu so với số còn nợ: {what}. Đã chia lần lượt từ trên xuống.")
            what = self.known.lacking_text(lacking)
            self._context.notice(told.format(what=what), Tone.WARNING)
        self._on_edited()
        if self.is_blank:
            self.begin()
        else:
            self.to_grid()

    def _place_changed(self) -> None:
        self.drafting.touch()
        self.refresh()

    def _on_edited(self) -> None:
        self._weigh()
        self.drafting.touch()

    def _weigh(self) -> None:
        """Say how many of each leaflet go out, and what the store has."""
        given = sums(self.grid.rows_model.rows())
        parts, is_short = [], False
        for one in self.known.leaflets:
            if pieces := given.get(one.supply_id, 0):
                there = self.known.in_store.get(one.supply_id, 0)
                is_short |= pieces > there
                told = _("{code}: giao {pieces}, kho có {there}")
                if pieces > there:
                    told = _("{code}: giao {pieces}, kho chỉ có {there}")
                parts.append(told.format(code=one.code, pieces=number(pieces), there=number(there)))
        self.told.setText(" · ".join(parts))
        set_tone(self.told, Tone.BAD if is_short else Tone.NONE)

    # Drafts and recording

    def _restore(self, cells: Mapping[str, Any]) -> None:
        self.fields.restore(cells)
        place = self.fields.store.store_id or int(cells["store"]), self.fields.chosen_day
        known = read_known(self._context.database, *place)
        self._know(known, [supply_of(key) for key in cells["keys"]])
        self.fields.restore(cells)
        rows = [dict(zip(cells["keys"], row, strict=False)) for row in cells["rows"]]
        self.grid.restore([[row.get(one.key, "") for one in self.grid.columns] for row in rows])
        self._weigh()

    def _forget(self) -> None:
        self.correction.put_away()
        self.fields.clear()
        self.grid.clear()
        self._weigh()

    def _wrong(self) -> Wrong | None:
        if not self.fields.day.is_clear:
            return _("Ngày chưa rõ."), self.fields.day.setFocus
        return None

    def _act(self) -> tuple[Callable[[], Recorded], Told]:
        new = [
            NewHandover(
                day=self.fields.chosen_day,
                store_id=self.fields.store.store_id,
                agency_id=row[BODY],
                leaflets=portions(row),
                receiver=row.text(RECEIVER),
                receiver_title=row.text(TITLE),
                reason=self.fields.reason.text(),
                is_deposit=self.fields.is_deposit.isChecked(),
            )
            for row in self.grid.rows()
        ]
        self.vouchers = tuple(map(issue_of, new))
        context, key = self._context, self.drafting.key

        def work() -> Recorded:
            return recorded(context, context.database.do(hand_over, new, key=key))

        told = _("Đã giao cho {count} nơi: phiếu {number}.")
        return work, lambda done: told.format(count=number(len(done.ids)), number=done.told)

    def _paper(self, done: Recorded) -> tuple[str, str]:
        return _("In biên bản"), _("Biên bản giao nhận {number}").format(number=done.told)

    def _recorded(self, told: Told, done: Recorded) -> None:
        super()._recorded(told, done)
        self.left.emit()

    def _refused(self, error: DomainError) -> None:
        if isinstance(error, StockShort):
            self.refresh()
        tell_refusal(self._context, error, self.fields.store.store_id, self._move_to)
        self.drafting.touch()
        self.grid.setFocus()

    def _move_to(self, day: date) -> None:
        self.fields.day.set_day(day)
        self._place_changed()

    def throw_away(self) -> None:
        """Throw this form and its draft away and go back to the lists."""
        self.discard()
        self.left.emit()

    def _leave(self) -> None:
        self.grid.commit()
        self.drafting.flush()
        self.left.emit()
