"""What a leaflet still needs before it is printed and released; each line leads to where it is given."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.rules.leaflet_checks import Check, Need, Stage
from desktop import theme
from desktop.dates import day_text
from desktop.labels import number
from desktop.leaflet_policy import NEEDS, STAGES
from desktop.translation import N_, _

LACKING = {
    "has_design": N_("chưa có tệp"),
    "agreed_with": N_("cơ quan thống nhất"),
    "agreed_on": N_("ngày thống nhất"),
    "licence_number": N_("số"),
    "licence_on": N_("ngày cấp"),
    "licence_issuer": N_("nơi cấp"),
    "licence_holder": N_("nơi được cấp"),
}
ICON = 16


class Checklist(QWidget):
    """A heading and a line for each need of a stage; a word says how it stands, the icon too."""

    asked = Signal(object, str)  # Need, and the first fact that is missing ("" where none is)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._shown: tuple[Check, ...] | None = None
        self.lines: list[QLabel] = []

    def show_checks(self, found: Sequence[Check]) -> None:
        """Show these; the same ones again change nothing."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        self.lines = []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for stage, words in STAGES.items():
            of_stage = [check for check in found if check.stage is stage]
            if of_stage:
                self._head(_(words), of_stage)
                for check in of_stage:
                    self._line(check)

    def _head(self, words: str, of_stage: Sequence[Check]) -> None:
        lacking = sum(not check.is_met for check in of_stage)
        state = _("còn {count} việc").format(count=number(lacking)) if lacking else _("đủ")
        head = QLabel(f"<b>{escape(words)}</b>: {escape(state)}")
        self._column.addWidget(head)

    def _line(self, check: Check) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        mark = QLabel()
        name, tone = ("check-circle", "ok") if check.is_met else ("warning", "warning")
        mark.setPixmap(theme.icon(name, tone).pixmap(ICON, ICON))
        told = QLabel(line_html(check))
        told.setWordWrap(True)
        told.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        told.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told.setAccessibleName(f"{_(NEEDS[check.need])}: {state_of(check)}")
        told.linkActivated.connect(
            lambda _link: self.asked.emit(check.need, check.lacking[0] if check.lacking else "")
        )
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 1)
        self._column.addWidget(line)
        self.lines.append(told)


def line_html(check: Check) -> str:
    """One line: its name leads to where it is given, then how it stands."""
    color = theme.color("primary").name()
    link = f'<a href="{check.need}" style="color: {color}">{escape(_(NEEDS[check.need]))}</a>'
    return f"{link}: {escape(state_of(check))}"


def before_print(found: Sequence[Check]) -> str:
    """The needs that are not met before printing, by name; nothing where all are."""
    lacking = (check for check in found if check.stage is Stage.PRINT and not check.is_met)
    return ", ".join(_(NEEDS[check.need]) for check in lacking)


def state_of(check: Check) -> str:
    """How a need stands, in a few words."""
    if check.wait_until is not None:
        told = _("đã nộp {copies} bản; phát hành được từ {day}")
        return told.format(copies=number(check.copies), day=day_text(check.wait_until))
    if check.need is Need.DEPOSIT:
        if check.lacking_copies:
            told = _("còn thiếu {lacking} trong {copies} bản")
            return told.format(lacking=number(check.lacking_copies), copies=number(check.copies))
        return _("đã nộp đủ {copies} bản").format(copies=number(check.copies))
    if not check.lacking:
        return _("đủ")
    facts = ", ".join(_(LACKING[name]) for name in check.lacking)
    return facts if check.need is Need.DESIGN else _("thiếu {facts}").format(facts=facts)
