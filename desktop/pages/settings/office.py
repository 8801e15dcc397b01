"""Who the office is on its papers: names, letterheads, addressee, recipients, campaign, plan."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from desktop.context import Context
from desktop.dates import day_text, parse_date
from desktop.pages.settings.form import SettingsForm, Told, labelled, written_lines
from desktop.translation import N_, _
from desktop.widgets.date_field import DateField
from desktop.widgets.page_header import action_button

NAMES = (
    ("name", N_("Tên cơ quan")),
    ("full_name", N_("Tên đầy đủ")),
    ("desk", N_("Bộ phận giữ sổ")),
    ("head", N_("Người đứng đầu")),
    ("place", N_("Địa danh trên giấy tờ")),
    ("budget_code", N_("Mã QHNS")),
)
HEADS = (("internal", N_("Đầu giấy của Văn phòng")), ("department", N_("Đầu giấy của Sở")))


class OfficeForm(SettingsForm):
    """Words that papers take over; what was printed before stays as it is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        form = self.group(_("Cơ quan"))
        self.names = {key: self.line(form, _(name)) for key, name in NAMES}
        self.heads = {}
        for key, name in HEADS:
            form = self.group(_(name), _("Mỗi dòng ở đây là một dòng trên giấy."))
            self.heads[key] = (
                self.lines(form, _("Cơ quan cấp trên")),
                self.lines(form, _("Nơi ban hành")),
                self.line(form, _("Ký hiệu văn bản")),
            )
        form = self.group(_("Báo cáo tuần"))
        self.addressed = self.line(form, _("Kính gửi"))
        self.recipients = self.lines(form, _("Nơi nhận"), 5)
        self.plan_number = self.line(form, _("Số kế hoạch"), _("để trống nếu chưa biết"))
        self.plan_symbol = self.line(form, _("Ký hiệu kế hoạch"))
        self.plan_on = DateField(context.clock.today)
        labelled(form, _("Ngày kế hoạch"), self.plan_on)
        form = self.group(
            _("Đợt dịch"), _("Giấy tờ dùng tên có hiệu lực vào ngày cuối của kỳ báo cáo.")
        )
        self.starts_on = DateField(context.clock.today)
        labelled(form, _("Lũy kế từ ngày"), self.starts_on)
        self.campaign = CampaignNames(context)
        labelled(form, _("Tên gọi"), self.campaign)
        for field in (self.plan_on, self.starts_on):
            field.textChanged.connect(self.touch)
        self.campaign.add.clicked.connect(lambda: self.campaign.append(self.touch))
        self.cards.addStretch(1)

    def show_values(self, told: Told) -> None:
        office, report, campaign = told["office"], told["report"], told["campaign"]
        for key, field in self.names.items():
            field.setText(office.get(key, ""))
        for key, (parent, issuer, symbol) in self.heads.items():
            head = told["letterhead"][key]
            parent.setPlainText("\n".join(head["parent"]))
            issuer.setPlainText("\n".join(head["issuer"]))
            symbol.setText(head["symbol"])
        self.addressed.setText(report["addressed_to"])
        self.recipients.setPlainText("\n".join(report["recipients"]))
        self.plan_number.setText(report.get("plan_number", ""))
        self.plan_symbol.setText(report["plan_symbol"])
        self.plan_on.set_day(date.fromisoformat(report["plan_on"]))
        self.starts_on.set_day(date.fromisoformat(campaign["starts_on"]))
        self.campaign.show_names(campaign["name"], self.touch)
        self._before = told

    def values(self) -> dict[str, Any]:
        """An empty field that papers can't do without keeps what it said before."""
        before = self._before
        office = {**before["office"]}
        for key, field in self.names.items():
            if text := field.text().strip():
                office[key] = text
        heads = {key: dict(head) for key, head in before["letterhead"].items()}
        for key, (parent, issuer, symbol) in self.heads.items():
            heads[key]["parent"] = written_lines(parent.toPlainText())
            heads[key]["issuer"] = written_lines(issuer.toPlainText()) or heads[key]["issuer"]
            heads[key]["symbol"] = symbol.text().strip()
        report = {
            **before["report"],
            "addressed_to": self.addressed.text().strip() or before["report"]["addressed_to"],
            "recipients": written_lines(self.recipients.toPlainText()),
            "plan_symbol": self.plan_symbol.text().strip(),
        }
        number = self.plan_number.text().strip()
        if number or "plan_number" in report:
            report["plan_number"] = number
        if (day := self.plan_on.day) is not None:
            report["plan_on"] = day.isoformat()
        campaign = {**before["campaign"]}
        if (day := self.starts_on.day) is not None:
            campaign["starts_on"] = day.isoformat()
        campaign["name"] = self.campaign.names() or campaign["name"]
        return {"office": office, "letterhead": heads, "report": report, "campaign": campaign}


class CampaignNames(QWidget):
    """The campaign's names with the day from which each holds; the first one since ever."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._fields: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        for column, (text, share) in enumerate(
            ((_("Từ ngày"), 2), (_("Tên đầy đủ"), 6), (_("Tên ngắn"), 3))
        ):
            label = QLabel(text)
            label.setProperty("role", "muted")
            self._grid.addWidget(label, 0, column)
            self._grid.setColumnStretch(column, share)
        self.add = action_button(_("Thêm tên mới"), lambda: None, icon="plus")

    def show_names(self, names: list[dict[str, str]], touched: Any) -> None:
        """Show these names."""
        while len(self._fields) < len(names):
            self.append(touched)
        for place, fields in enumerate(self._fields):
            told = names[place] if place < len(names) else {}
            day = told.get("from_on", "")
            fields[0].setText(day_text(date.fromisoformat(day)) if day else "")
            fields[1].setText(told.get("full", ""))
            fields[2].setText(told.get("short", ""))

    def append(self, touched: Any) -> None:
        """Add a row for one more name."""
        day, full, short = QLineEdit(), QLineEdit(), QLineEdit()
        day.setPlaceholderText(_("từ đầu") if not self._fields else _("ngày/tháng/năm"))
        row = len(self._fields) + 1
        for column, (field, name) in enumerate(
            ((day, _("Từ ngày")), (full, _("Tên đầy đủ")), (short, _("Tên ngắn")))
        ):
            field.setAccessibleName(f"{name} {row}")
            field.textChanged.connect(touched)
            self._grid.addWidget(field, row, column)
        self._fields.append((day, full, short))
        self._grid.addWidget(self.add, row + 1, 0)
        if row > 1:
            day.setFocus()

    def names(self) -> list[dict[str, str]]:
        """The names that are whole, in the order of their days."""
        today = self._context.clock.today()
        found = []
        for day_field, full, short in self._fields:
            if not full.text().strip():
                continue
            told = {
                "full": full.text().strip(),
                "short": short.text().strip() or full.text().strip(),
            }
            if (day := parse_date(day_field.text(), today)) is not None:
                told = {"from_on": day.isoformat(), **told}
            found.append(told)
        return sorted(found, key=lambda name: name.get("from_on", ""))
