"""Dự trù: what to order and when, with how each figure comes about below the table."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from db.queries.planning import SupplyPlan, supply_plans
from desktop.context import Context, Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.pages.reports.planning_words import LEVELS, daily, formulas, tenths
from desktop.tables import RIGHT, Column, RowsModel, TableView
from desktop.translation import _
from desktop.widgets.cards import Card
from desktop.widgets.page_header import action_button
from desktop.widgets.paper import Paper
from desktop.widgets.texts import WrappedLabel


class Planning(QWidget):
    """Every supply with its plan; the formulas of the one that is selected below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: int | None = None
        self.rows = RowsModel[SupplyPlan](_columns(), self)
        self.table = TableView(self.rows, _("Chưa có vật tư nào trong sổ."))
        self.table.setAccessibleName(_("Dự trù"))
        self.name = WrappedLabel()
        self.name.setProperty("role", "heading")
        self.told = WrappedLabel()
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.request = action_button(
            _("Giấy đề nghị bổ sung"), self.show_request, icon="file-text", shortcut="Ctrl+P"
        )
        self.paper = Paper(context)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._open)
        self.paper.left.connect(self._back)

    def refresh(self) -> None:
        """Work the plans out anew."""
        work = partial(self._context.database.ask, supply_plans, self._context.clock.today())
        self._context.tasks.run(self, work, self._show)

    def open(self, *, supply_id: int | None = None, **_period: object) -> None:
        """Show the plan of one supply."""
        self._wanted = supply_id
        self.refresh()

    def show_request(self) -> None:
        """Show the request for all that is under its minimum, to be saved or printed."""
        from desktop.request_printing import replenishment_pdf, replenishment_xlsx

        book = self._context.database
        works = partial(replenishment_pdf, book), partial(replenishment_xlsx, book)
        self.paper.open(_("Giấy đề nghị bổ sung vật tư"), *works)
        self.stack.setCurrentWidget(self.paper)

    def leave(self) -> None:
        """Nothing is typed here."""

    def _lay_out(self) -> None:
        plans = Card()
        plans.body.addWidget(self.table)
        self.table.setMinimumHeight(150)
        above = QHBoxLayout()
        above.addWidget(self.name, 1)
        above.addWidget(self.request)
        how = Card()
        how.body.addLayout(above)
        how.body.addWidget(self.told)
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(plans, 1)
        column.addWidget(how)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(lists)
        self.stack.addWidget(self.paper)

    def _show(self, plans: list[SupplyPlan]) -> None:
        shown = self.table.current()
        wanted = self._wanted if self._wanted is not None else shown and shown.supply_id
        self._wanted = None
        self.rows.show_rows(plans)
        places = [n for n, plan in enumerate(plans) if plan.supply_id == wanted]
        is_wanted = any(plan.is_asked_for for plan in plans)
        self.request.setEnabled(is_wanted)
        self.request.setToolTip("" if is_wanted else _("Không có vật tư nào dưới mức tối thiểu."))
        if plans:
            self.table.selectRow(places[0] if places else 0)

    def _back(self) -> None:
        self.stack.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, plan: SupplyPlan | None) -> None:
        self.name.setText(plan.name if plan else "")
        self.told.setText("\n".join(formulas(plan)) if plan else "")

    def _open(self, plan: SupplyPlan) -> None:
        """What the figures are made of: the supply's card."""
        self._context.navigate("stock", supply_id=plan.supply_id)


def _columns() -> list[Column[SupplyPlan]]:
    def cover(days: int | None) -> str:
        return "–" if days is None else number(days)

    def level(plan: SupplyPlan) -> tuple[str, Tone]:
        word, tone = LEVELS[plan.need.level]
        return _(word), tone

    def order(plan: SupplyPlan) -> str:
        if not plan.order:
            return "–"
        packs = f"{number(plan.order // plan.pack_size)} {plan.pack}" if plan.pack else ""
        return packs or f"{number(plan.order)} {plan.unit}"

    def a_day(plan: SupplyPlan) -> str:
        return "–" if (value := daily(plan)) is None else tenths(value)

    return [
        Column(_("Vật tư"), lambda plan: plan.name, tip=lambda plan: f"{plan.code} · {plan.name}"),
        Column(_("Dùng được"), lambda plan: number(plan.need.usable), RIGHT, 84),
        Column(_("Mỗi ngày"), a_day, RIGHT, 84),
        Column(_("Đủ (ngày)"), lambda plan: cover(plan.need.cover), RIGHT, 84),
        Column(_("Theo mức"), lambda plan: cover(plan.need.norm_cover), RIGHT, 84),
        Column(
            _("Đến hết"),
            lambda plan: day_text(plan.lasts_to) if plan.lasts_to else "–",
            width=96,
        ),
        Column(_("Tối thiểu"), lambda plan: number(plan.need.least), RIGHT, 84),
        Column(_("Đề nghị"), order, RIGHT, 96),
        Column(
            _("Tình trạng"),
            lambda plan: level(plan)[0],
            width=150,
            tone=lambda plan: level(plan)[1],
        ),
    ]
