"""What stands above a round's grid: who came and went since the last one, how too little is shared."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.catalogue import SupplyRow
from db.queries.round_changes import Change, RoundChange
from db.rules.fair_share import FairShare, Group
from desktop.context import Tone
from desktop.dates import day_text
from desktop.labels import number
from desktop.translation import N_, _
from desktop.widgets.cards import set_tone
from desktop.widgets.page_header import ActionButton

SHOWN_NAMES = 6
_HEADS = {
    Change.JOINED: N_("mới {count}: {names}"),
    Change.LEFT: N_("không còn {count}: {names}"),
    Change.POST: N_("đổi vị trí {count}: {names}"),
}


class RoundRibbon(QWidget):
    """Two lines, each there only when it says something."""

    person_asked = Signal(int)  # staff id: show their row
    share_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes, self.shares = QLabel(), QLabel()
        for told in (self.changes, self.shares):
            told.setWordWrap(True)
        self.changes.setTextFormat(Qt.TextFormat.RichText)
        self.changes.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.changes.linkActivated.connect(lambda link: self.person_asked.emit(int(link)))
        self.share_button = ActionButton(_("Chia theo số còn") + "  Ctrl+K")
        self.share_button.setAccessibleName(_("Chia theo số còn"))
        self.share_button.setShortcut("Ctrl+K")
        self.share_button.setAutoDefault(False)
        self.share_button.clicked.connect(self.share_asked)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.shares, 1)
        line.addWidget(self.share_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(6)
        column.addWidget(self.changes)
        column.addLayout(line)
        for part in (self, self.changes, self.shares, self.share_button):
            part.hide()

    def show_changes(self, changes: Sequence[RoundChange]) -> None:
        """Say who joined, left or changed post; each name leads to its row."""
        self.changes.setText(changes_told(changes))
        self.changes.setVisible(bool(changes))
        self._fit()

    def show_shares(self, told: str, *, is_offer: bool) -> None:
        """Say how too little is or would be shared."""
        self.shares.setText(told)
        set_tone(self.shares, Tone.WARNING if is_offer else Tone.NONE)
        self.shares.setVisible(bool(told))
        self.share_button.setVisible(is_offer)
        self._fit()

    def _fit(self) -> None:
        self.setVisible(not self.changes.isHidden() or not self.shares.isHidden())


def changes_told(changes: Sequence[RoundChange]) -> str:
    """The changes in a sentence whose names are links."""
    if not changes:
        return ""
    days = sorted({one.since for one in changes})
    since = " – ".join(day_text(day) for day in dict.fromkeys((days[0], days[-1])))
    parts = []
    for change, group in groupby(changes, lambda one: one.change):
        people = list(group)
        names = ", ".join(_linked(one) for one in people[:SHOWN_NAMES])
        if len(people) > SHOWN_NAMES:
            more = _("và {count} người nữa").format(count=number(len(people) - SHOWN_NAMES))
            names = f"{names} {more}"
        parts.append(_(_HEADS[change]).format(count=number(len(people)), names=names))
    head = _("So với đợt trước ({day}):").format(day=since)
    return f"<b>{head}</b> {'; '.join(parts)}."


def shares_told(
    supplies: Sequence[SupplyRow], shares: Mapping[int, FairShare], stock: Mapping[int, int]
) -> str:
    """What each group gets of what is short, and what it lacks."""
    told = []
    for supply in supplies:
        if (share := shares.get(supply.supply_id)) is None:
            continue
        groups = [
            _group(name, group)
            for name, group in ((_("nhóm ưu tiên"), share.priority), (_("người khác"), share.rest))
            if group.people
        ]
        asked = share.priority.proposed + share.rest.proposed
        head = _("{name}: cần {asked}, còn {stock} {unit}.").format(
            name=supply.name,
            asked=number(asked),
            stock=number(stock[supply.supply_id]),
            unit=supply.base_unit,
        )
        told.append(f"{head} {_('Chia theo số còn')}: {'; '.join(groups)}.")
    return "\n".join(told)


def _group(name: str, group: Group) -> str:
    facts = {
        "group": name,
        "people": number(group.people),
        "given": number(group.given),
        "asked": number(group.proposed),
        "lacking": number(group.lacking),
    }
    if not group.lacking:
        return _("{group} ({people} người) nhận đủ {given}").format(**facts)
    return _("{group} ({people} người) nhận {given} trong {asked}, thiếu {lacking}").format(**facts)


def _linked(one: RoundChange) -> str:
    name = one.name.replace("&", "&amp;").replace("<", "&lt;")
    post = f" ({one.post})" if one.change is Change.POST and one.post else ""
    return f'<a href="{one.staff_id}">{name}</a>{post}'
