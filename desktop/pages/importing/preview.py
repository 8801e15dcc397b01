"""The second step: what was understood, what would be written, and every row that can't be taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from db.importers.header import Column as SheetColumn
from db.importers.header import column_letter
from db.importers.plan import ImportKind, ImportPlan, MissingPerson, NewDepartment
from db.importers.problems import RowError, RowHint
from db.kinds import TakenAs
from desktop.context import Tone
from desktop.dates import day_text
from desktop.import_messages import column_told, error_sentence, hint_sentence, totals_sentences
from desktop.labels import number
from desktop.pages.importing.words import KINDS, encoding_word, field_word
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card, FigureCard, set_tone
from desktop.widgets.page_header import ActionButton, action_button
from desktop.widgets.wrap_row import WrapRow


class Preview(QWidget):
    """Four figures, tabs with what is behind them, and the button that writes."""

    accepted = Signal()
    again = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: ImportPlan | None = None
        self.where = QLabel()
        self.where.setWordWrap(True)
        self.totals = QLabel()
        self.totals.setWordWrap(True)
        self.total = FigureCard(_("Dòng dữ liệu"))
        self.ready = FigureCard(_("Sẽ ghi"))
        self.unchanged = FigureCard(_("Đã có trong sổ"))
        self.bad = FigureCard(_("Dòng lỗi"))
        self.columns = RowsModel[SheetColumn](self._column_columns(), self)
        self.errors = RowsModel[RowError](_error_columns(), self)
        self.hints = RowsModel[RowHint](_hint_columns(), self)
        self.departments = RowsModel[NewDepartment](_department_columns(), self)
        self.missing = RowsModel[MissingPerson](_missing_columns(), self)
        self.error_table = TableView(self.errors, _("Không có dòng lỗi nào."))
        self.error_table.setAccessibleName(_("Dòng lỗi"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._tables = {
            _("Các cột"): TableView(self.columns),
            _("Dòng lỗi"): self.error_table,
            _("Nên xem lại"): TableView(self.hints),
            _("Đơn vị mới"): TableView(self.departments),
            _("Không có trong tệp"): TableView(self.missing),
        }
        for title, table in self._tables.items():
            self.tabs.addTab(table, title)
        self.other_kind = ActionButton()
        self.other_kind.setProperty("primary", True)
        self.skip_bad = QCheckBox(_("Bỏ qua dòng lỗi"))
        self.why_not = QLabel()
        self.why_not.setWordWrap(True)
        self.write = action_button(
            _("Ghi vào sổ"), self.accept, icon="check", shortcut="Ctrl+Return", is_primary=True
        )
        self.read_again = action_button(
            _("Đọc lại tệp"), self.again.emit, icon="arrows-clockwise", shortcut="F5"
        )
        self.other = action_button(_("Tệp khác"), self.left.emit, icon="arrow-left")
        self._lay_out()
        self.skip_bad.toggled.connect(self._weigh)
        self.bad.opened.connect(lambda: self.tabs.setCurrentWidget(self.error_table))
        for card in (self.total, self.ready, self.unchanged):
            card.opened.connect(lambda: self.tabs.setCurrentIndex(0))

    def show_plan(self, plan: ImportPlan, file: str, other: ImportKind | None = None) -> None:
        """Show what a file would do; `other` is the list it rather seems to be."""
        self.plan = plan
        self.other_kind.setVisible(other is not None)
        if other is not None:
            words = _("Tệp này giống {kind}: đọc lại như vậy").format(kind=_(KINDS[other]))
            self.other_kind.setText(words)
            self.other_kind.setAccessibleName(words)
        is_form = plan.kind is ImportKind.DAILY
        self.total.name.setText(_("Báo cáo trong tệp") if is_form else _("Dòng dữ liệu"))
        self.bad.name.setText(_("Ô cần sửa") if is_form else _("Dòng lỗi"))
        self.where.setText(_where(plan, file))
        self.total.show_figure(number(plan.rows))
        self.ready.show_figure(number(plan.ready), detail=_ready_detail(plan))
        self.unchanged.show_figure(number(plan.unchanged), detail=_("không ghi lại"))
        bad = len(plan.errors)
        word, tone = (_("Cần sửa"), Tone.BAD) if bad else (_("Không có"), Tone.OK)
        self.bad.show_figure(number(bad), word, tone)
        self.columns.show_rows(plan.columns)
        self.errors.show_rows(plan.errors)
        self.hints.show_rows(plan.hints)
        self.departments.show_rows(plan.new_departments)
        self.missing.show_rows(plan.missing_people)
        self._name_tabs()
        self.skip_bad.setChecked(False)
        self.skip_bad.setVisible(bool(bad) and not is_form)
        self.read_again.setVisible(bool(file))
        self._show_totals(plan)
        self.tabs.setCurrentIndex(1 if bad else 0)
        if plan.warnings and not bad:
            self.tabs.setCurrentWidget(self._tables[_("Nên xem lại")])
        self._weigh()

    def accept(self) -> None:
        """Go on to writing, if nothing is in the way."""
        if self.write.isEnabled():
            self.accepted.emit()

    def focus_first(self) -> None:
        """Put the keys where the next step is."""
        if self.other_kind.isVisibleTo(self):  # its errors mean nothing: it is another list
            self.other_kind.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.write.isEnabled():
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        table = self.error_table if self.errors.rowCount() else self._tables[_("Các cột")]
        table.selectRow(0)
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_totals(self, plan: ImportPlan) -> None:
        """What opening stock comes to and what of the sheet's own figures does not agree."""
        told = list(totals_sentences(plan.totals)) if plan.totals is not None else []
        if plan.warnings:
            form = _("{count} chỗ số liệu của tệp không khớp nhau: xem Nên xem lại.")
            told.append(form.format(count=number(len(plan.warnings))))
        self.totals.setText(" ".join(told))
        self.totals.setVisible(bool(told))
        set_tone(self.totals, Tone.WARNING if plan.warnings else Tone.NONE)

    def _weigh(self) -> None:
        plan = self.plan
        if plan is None:
            return
        reason, tone = "", Tone.NONE
        if plan.errors and not self.skip_bad.isChecked():
            form = _("Còn {count} dòng lỗi: hãy sửa rồi dán lại, hoặc chọn Bỏ qua dòng lỗi.")
            if self.read_again.isVisibleTo(self):
                form = _("Còn {count} dòng lỗi: hãy sửa tệp rồi Đọc lại, hoặc Bỏ qua dòng lỗi.")
            reason = form.format(count=number(len(plan.errors)))
            if plan.kind is ImportKind.DAILY:
                form = _("Còn {count} ô cần sửa: hãy sửa tệp rồi Đọc lại.")
                reason = form.format(count=number(len(plan.errors)))
            tone = Tone.BAD
        elif not plan.ready:
            reason = _("Không có gì mới để ghi: sổ đã có đủ các dòng của tệp này.")
            if plan.kind is ImportKind.DAILY:
                reason = _("Không có gì mới để ghi: sổ đã có báo cáo này.")
            if plan.errors:
                reason = _("Ngoài các dòng lỗi không còn dòng nào để ghi.")
        self.write.setEnabled(not reason)
        self.write.setToolTip(reason)
        self.why_not.setText(reason)
        set_tone(self.why_not, tone)

    def _name_tabs(self) -> None:
        is_form = self.plan is not None and self.plan.kind is ImportKind.DAILY
        cells = {_("Các cột"): _("Các ô"), _("Dòng lỗi"): _("Ô cần sửa")} if is_form else {}
        for place, (known, table) in enumerate(self._tables.items()):
            title = cells.get(known, known)
            count = table.rows.rowCount()
            self.tabs.setTabText(place, f"{title} ({number(count)})" if count else title)
            self.tabs.setTabVisible(place, place < 2 or count > 0)

    def _lay_out(self) -> None:
        figures = WrapRow(spacing=12)
        for card in (self.total, self.ready, self.unchanged, self.bad):
            figures.add(card, 1, 130)
        lists = Card()
        lists.body.addWidget(self.where)
        lists.body.addWidget(self.totals)
        lists.body.addWidget(self.other_kind, 0, Qt.AlignmentFlag.AlignLeft)
        lists.body.addWidget(self.tabs, 1)
        for table in self._tables.values():
            table.setMinimumHeight(110)
        below = WrapRow(spacing=12)
        below.add(self.other)
        below.add(self.read_again)
        below.add(self.why_not, 1, 200)
        below.add(self.skip_bad)
        below.add(self.write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(figures)
        layout.addWidget(lists, 1)
        layout.addLayout(below)

    def _column_columns(self) -> list[Column[SheetColumn]]:
        def meaning(column: SheetColumn) -> str:
            return field_word(self.plan.kind, column.field) if self.plan else ""

        return [
            Column(_("Cột"), _place, width=60),
            Column(_("Tiêu đề trong tệp"), lambda column: column.header, width=260),
            Column(
                _("Hiểu là"),
                meaning,
                width=220,
                tone=lambda column: Tone.OK if column.field else Tone.NONE,
            ),
            Column(_("Ví dụ"), lambda column: "  ·  ".join(column.examples)),
        ]


def _place(column: SheetColumn) -> str:
    """The column, or the one cell of a form."""
    return f"{column_letter(column.index)}{column.row or ''}"


def _where(plan: ImportPlan, file: str) -> str:
    first, last = plan.header_rows
    rows = str(first) if first == last else f"{first}–{last}"
    told = [_("{kind}: {file}").format(kind=_(KINDS[plan.kind]), file=file or _("dòng đã dán"))]
    if plan.sheet:
        told.append(_("trang “{sheet}”").format(sheet=plan.sheet))
    if plan.kind is ImportKind.DAILY:
        form = _("{department} ngày {day}")
        reports = (
            form.format(department=one.department, day=day_text(one.day)) for one in plan.reports
        )
        told.append(", ".join(reports))
    else:
        told.append(_("tiêu đề ở dòng {rows}").format(rows=rows))
    told.append(encoding_word(plan.encoding))
    if plan.other_sheets:
        others = ", ".join(plan.other_sheets)
        told.append(_("trang khác cũng có danh sách, chưa đọc: {others}").format(others=others))
    return " · ".join(filter(None, told))


def _ready_detail(plan: ImportPlan) -> str:
    if plan.kind is ImportKind.DAILY and plan.ready:
        outcomes = [one.outcome for one in plan.reports]
        new, again = outcomes.count(TakenAs.NEW), outcomes.count(TakenAs.CORRECTION)
        return _("{new} báo cáo mới, {again} bản sửa").format(new=new, again=again)
    if plan.new_departments:
        return _("và {count} đơn vị mới").format(count=number(len(plan.new_departments)))
    return ""


def _error_columns() -> list[Column[RowError]]:
    return [
        Column(_("Dòng"), lambda error: str(error.row), RIGHT, 80),
        Column(_("Cột"), column_told, width=200, tip=column_told),
        Column(_("Lý do"), error_sentence, tip=error_sentence),
    ]


def _hint_columns() -> list[Column[RowHint]]:
    return [
        Column(_("Dòng"), lambda hint: str(hint.row), RIGHT, 80),
        Column(_("Cột"), column_told, width=200, tip=column_told),
        Column(_("Nên xem lại vì"), hint_sentence, tip=hint_sentence),
    ]


def _department_columns() -> list[Column[NewDepartment]]:
    return [
        Column(_("Mã sẽ đặt"), lambda row: row.code, width=140),
        Column(_("Tên đơn vị"), lambda row: row.name),
    ]


def _missing_columns() -> list[Column[MissingPerson]]:
    return [
        Column(_("Mã số"), lambda row: row.code, width=100),
        Column(_("Họ và tên"), lambda row: row.name),
        Column(_("Đơn vị"), lambda row: row.department, width=300),
    ]
