"""What an import says about a row, in the clerk's words; without Qt."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.importers.problems import Facts, Hint, Problem, RowError, RowHint
from desktop.dates import day_text
from desktop.translation import N_, _

_PROBLEMS = {
    Problem.MISSING: N_("Còn trống."),
    Problem.NOT_A_NAME: N_("“{text}” không phải là một tên."),
    Problem.NOT_A_NUMBER: N_("“{text}” không phải là số."),
    Problem.AMBIGUOUS: N_("“{text}” có thể là {small} hoặc {large}; hãy ghi rõ một cách."),
    Problem.NOT_POSITIVE: N_("“{text}” không phải là số lớn hơn 0."),
    Problem.FRACTION: N_(
        "“{text}” là số lẻ; chỉ kg và lít được ghi số lẻ, và phải ra số đơn vị gốc nguyên."
    ),
    Problem.TOO_LARGE: N_("“{text}” quá lớn; số lớn nhất là 1.000.000.000.000."),
    Problem.NOT_A_DAY: N_("“{text}” không phải là ngày; hãy ghi ngày/tháng/năm."),
    Problem.NO_SUCH_DAY: N_("Không có ngày {text}."),
    Problem.FUTURE_DAY: N_("Ngày {text} chưa tới; hôm nay là {today}."),
    Problem.ABSURD_YEAR: N_("Năm của ngày {text} không hợp lý."),
    Problem.CLOSED_DAY: N_("Ngày {text} đã khóa sổ (khóa đến hết {closed})."),
    Problem.NOT_YES_OR_NO: N_("“{text}” không rõ là Có hay Không."),
    Problem.UNKNOWN_SUPPLY: N_("Vật tư “{text}” chưa có trong danh mục."),
    Problem.SUPPLY_DISAGREES: N_(
        "Mã {code} là {name}, còn “{text}” là tên của mã {other}; hãy sửa mã hoặc tên."
    ),
    Problem.UNKNOWN_UNIT: N_("{supply} không có đơn vị “{text}”; các đơn vị đã biết: {known}."),
    Problem.UNKNOWN_PERSON: N_("“{text}” chưa có trong danh sách cán bộ."),
    Problem.PERSON_DISAGREES: N_(
        "Mã {code} là của {name}, không phải {text}; hãy sửa mã hoặc tên."
    ),
    Problem.PERSON_AMBIGUOUS: N_("Có nhiều người tên {name} ({codes}); hãy ghi thêm mã số."),
    Problem.CODE_AGAIN: N_("Mã {code} đã có ở dòng {first} của tệp này."),
    Problem.PERSON_AGAIN: N_(
        "{name} đã có ở dòng {first}, cùng phòng; nếu là hai người, hãy ghi thêm mã số."
    ),
    Problem.SUPPLY_AGAIN: N_("Vật tư “{code}” đã có ở dòng {first} của tệp này."),
    Problem.UNIT_LOCKED: N_(
        "Vật tư đã có phát sinh nên không đổi được đơn vị tính từ {unit} sang {text}."
    ),
    Problem.PACK_IN_USE: N_(
        "Đã có phiếu ghi theo {pack} = {size} {unit} nên không đổi được quy cách này."
    ),
    Problem.DOCUMENT_DIFFERS: N_(
        "Chứng từ {document} đã ghi sổ ngày {day} (phiếu {number}) với số liệu khác; "
        "hãy sửa phiếu đó nếu cần."
    ),
    Problem.STOCK_SHORT: N_(
        "Không đủ {supply} ngày {day}: cần {asked}, chỉ cấp được {available} {unit}."
    ),
    Problem.UNKNOWN_KIND: N_(
        "Không hiểu loại “{text}”; ghi nhập, xuất, nhập trả lại, chuyển kho, hỏng, mất, hết hạn, "
        "kiểm kê thừa hoặc kiểm kê thiếu."
    ),
    Problem.UNKNOWN_STORE: N_("Không có kho “{text}”; các kho: {known}."),
    Problem.SAME_STORE: N_("Kho đến “{text}” cũng là kho đi."),
    Problem.UNKNOWN_LOT: N_("{supply} không có lô “{text}” trong kho này."),
    Problem.RETURNED_TOO_MUCH: N_(
        "{text} trả lại {asked} {unit} {supply}, nhưng đến ngày này chỉ còn {left} đã nhận mà chưa trả."
    ),
    Problem.UNKNOWN_PLACE: N_(
        "Không có quận, huyện, phường, xã nào tên “{text}” vào ngày của bảng; hãy sửa tên hoặc ngày."
    ),
    Problem.PLACE_AMBIGUOUS: N_(
        "“{text}” có ở nhiều quận, huyện ({names}…); hãy ghi rõ quận, huyện."
    ),
    Problem.PLACE_AGAIN: N_("{name} đã có ở dòng {first} của tệp này."),
    Problem.NOT_A_LEAFLET: N_("Mã {code} là {name}, không phải tờ bướm."),
    Problem.SUM_DISAGREES: N_("Dòng cộng ghi {told}, các dòng cộng lại là {summed}."),
    Problem.ENDS_FIRST: N_("Ngày hết hiệu lực {text} trước ngày bắt đầu."),
    Problem.UNKNOWN_DEPARTMENT: N_("Không có đơn vị “{text}”."),
    Problem.DEPARTMENT_DISAGREES: N_(
        "Mã {code} là {name}, không phải “{text}”; hãy sửa mã hoặc tên đơn vị."
    ),
    Problem.NO_DUTY: N_("{name} không có nhiệm vụ nào vào ngày {day} nên không phải báo cáo."),
    Problem.UNKNOWN_DUTY: N_(
        "Đơn vị không có nhiệm vụ “{text}” vào ngày này; các nhiệm vụ: {known}."
    ),
    Problem.UNKNOWN_INDICATOR: N_(
        "Đơn vị không có chỉ tiêu “{text}” vào ngày này; các chỉ tiêu: {known}."
    ),
    Problem.FIGURE_OF_BOOK: N_("Chỉ tiêu {name} do sổ tự tính; hãy để trống ô này."),
    Problem.NOT_WHOLE: N_("“{text}” không phải là số nguyên từ 0 trở lên."),
    Problem.NOT_A_TIME: N_("“{text}” không phải là giờ; hãy ghi như 8:05 hoặc 8g05."),
    Problem.NOTHING_TOLD: N_("Biểu chưa điền gì."),
    Problem.TOLD_TWICE: N_("{name} được ghi hai lần trong tệp này."),
    Problem.TOO_LONG: N_("Nội dung dài {count} chữ; dài nhất là {most} chữ."),
    Problem.NEWER_FORM: N_(
        "Không biết phiên bản biểu “{text}”; biểu này của chương trình mới hơn?"
    ),
    Problem.NEGATIVE_STOCK: N_("Tồn cuối “{text}” là số âm; hãy tìm phiếu thiếu rồi sửa tệp."),
    Problem.OPENED_OTHERWISE: N_(
        "Sổ đã có tồn đầu kỳ của vật tư này ngày {day}: số lượng {quantity}, thành tiền {amount}; "
        "hãy hủy phiếu đó trước nếu cần nhập lại."
    ),
}
_NEAR_DEPARTMENT = N_("Không có đơn vị “{text}”; có phải là {near}?")
_NEAR_PLACE = N_("Không có “{text}” trong danh sách nơi nhận; có phải là {near}?")
_SUM_OF_DISTRICT = N_("{name} ghi {told}, các phường, xã cộng lại là {summed}.")
_NEAR_SUPPLY = N_("Vật tư “{text}” chưa có trong danh mục; có phải là {near} ({near_code})?")
_SHORT_LATER = N_(
    "Không đủ {supply}: ngày {day} cần {asked}, chỉ cấp được {available} {unit}, "
    "vì ngày {short_on} tồn kho sẽ âm."
)
_HINTS = {
    Hint.PERSON_TWICE: N_("{name} đã có ở dòng {first}, cùng phòng: có phải một người?"),
    Hint.GIVEN_TWICE: N_("{name} đã nhận {supply} cùng ngày ở dòng {first}."),
    Hint.NEAR_SUPPLY: N_("“{name}” gần giống {near} ({code}) đã có: có phải là một?"),
    Hint.NEAR_DEPARTMENT: N_("“{name}” là đơn vị mới, gần giống {near}: có phải là một?"),
    Hint.OTHER_NAME: N_("Trong danh mục, mã {code} có tên {name}, không phải “{text}”."),
    Hint.TEN_TIMES: N_("{supply}: {quantity} là gấp mười lần trở lên so với thường lệ ({usual})."),
    Hint.CAPITALS: N_("Đã viết hoa lại: “{written}” thành {name}."),
    Hint.PACKS_NOT_READ: N_("Không hiểu quy cách “{text}”; phần này được bỏ qua."),
    Hint.CATEGORY_NOT_READ: N_("Không hiểu đối tượng “{text}”; ô này được bỏ qua."),
    Hint.SOURCE_NOT_READ: N_("Không rõ nguồn “{text}”; ghi là nguồn khác."),
    Hint.AMOUNT_DIFFERS: N_("Thành tiền {amount} khác đơn giá × số lượng ({worked_out})."),
    Hint.ALREADY_EXPIRED: N_("Hạn dùng {expires} trước ngày nhập {day}."),
    Hint.NEW_DUTY_POST: N_("“{name}” là vị trí mới, không thuộc nhóm ưu tiên."),
    Hint.UNIT_ASSUMED: N_("“{name}” không có đơn vị tính; ghi là {unit}."),
    Hint.EXPIRY_NOT_READ: N_("Không hiểu hạn dùng “{text}”; ô này được bỏ qua."),
    Hint.SUPPLY_TWICE: N_("{supply} đã có ở dòng {first}: ghi thành lô riêng."),
    Hint.BALANCE_DIFFERS: N_(
        "{name}: tồn đầu {opening} + nhập {came} − xuất {went} = {worked_out}, "
        "nhưng tồn cuối ghi {closing}."
    ),
    Hint.WORTH_DIFFERS: N_(
        "{name}: giá trị đầu {opening} + nhập {came} − xuất {went} = {worked_out}, "
        "nhưng giá trị cuối ghi {closing}."
    ),
    Hint.WORTH_ALONE: N_("{supply}: tồn bằng 0 mà còn thành tiền {amount}; không ghi số tiền này."),
    Hint.NEW_PLACE: N_("“{name}” là nơi nhận mới, ngoài các quận, huyện, phường, xã."),
    Hint.NEW_LEAFLET: N_("Tờ bướm mới: {code} – {name}."),
    Hint.DAY_ASSUMED: N_("Bảng được ghi ngày {day}, khi các nơi nhận này còn hiệu lực."),
    Hint.REPORT_AGAIN: N_(
        "Sổ đã có báo cáo ngày {day} của {name}, nhận lúc {at}: tệp này được ghi thành bản sửa."
    ),
    Hint.TIME_TOLD: N_("Giờ nhận lấy theo biểu: {text}."),
    Hint.TIME_AHEAD: N_("Giờ gửi {text} chưa tới: giờ nhận là bây giờ."),
    Hint.FORM_EMPTY: N_("Biểu này chưa điền gì nên được bỏ qua."),
    Hint.SUM_DIFFERS: N_(
        "Dòng tổng cộng ghi {told}, các dòng cộng lại là {summed} (chênh {difference})."
    ),
}
_GROUP_DIFFERS = N_("Nhóm {group} ghi {told}, các dòng cộng lại là {summed} (chênh {difference}).")


def problem_sentence(problem: Problem | str, facts: Facts) -> str:
    """Why a row can't be taken, in one sentence."""
    known = Problem(problem)
    message = _PROBLEMS[known]
    if known is Problem.UNKNOWN_SUPPLY and facts.get("near"):
        message = _NEAR_SUPPLY
    if known is Problem.UNKNOWN_DEPARTMENT and facts.get("near"):
        message = _NEAR_DEPARTMENT
    if known is Problem.UNKNOWN_PLACE and facts.get("near"):
        message = _NEAR_PLACE
    if known is Problem.SUM_DISAGREES and facts.get("name"):
        message = _SUM_OF_DISTRICT
    if known is Problem.STOCK_SHORT and facts.get("short_on") != facts.get("day"):
        message = _SHORT_LATER
    return _(message).format(**_shown(facts))


def hint_sentence(hint: RowHint) -> str:
    """What is worth a look in a row, in one sentence."""
    return _hint(hint.hint, hint.facts)


def error_sentence(error: RowError) -> str:
    """The sentence of a row of a plan."""
    return problem_sentence(error.problem, error.facts)


def column_told(row: RowError | RowHint) -> str:
    """The column of a row, or the cell of a form and its label."""
    return f"{row.cell} · {row.column}" if row.cell else row.column


def told_outcome(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """An outcome as the command line prints it: each error with row, column and message."""
    errors = [
        {
            "row": error["row"],
            "column": error["column"],
            **({"cell": error["cell"]} if "cell" in error else {}),
            "message": problem_sentence(error["problem"], error["facts"]),
        }
        for error in outcome["errors"]
    ]
    told = {**outcome, "errors": errors}
    if "warnings" in outcome:
        told["warnings"] = _warnings(outcome)
    return told


def checks_told(outcome: Mapping[str, Any]) -> list[str]:
    """What opening stock's own figures say against each other, line by line, and its totals."""
    warnings = [f"Dòng {row['row']}: {row['message']}" for row in _warnings(outcome)]
    return [*warnings, *totals_sentences(outcome["totals"])]


def totals_sentences(totals: Mapping[str, Any]) -> list[str]:
    """What opening stock comes to, beside what the sheet says, and what was rounded."""
    shown = {name: "" if value is None else _figure(value) for name, value in totals.items()}
    sentences = [_("Tồn đầu kỳ: số lượng {quantity}, thành tiền {amount} đồng.").format(**shown)]
    if shown["sheet_quantity"] or shown["sheet_amount"]:
        form = _("Tệp ghi tổng cộng: số lượng {sheet_quantity}, thành tiền {sheet_amount}.")
        sentences.append(form.format(**{name: text or "–" for name, text in shown.items()}))
    if totals["rounded_rows"]:
        form = _("{rounded_rows} dòng được làm tròn đến đồng, tất cả chênh {rounding} đồng.")
        sentences.append(form.format(**shown))
    return sentences


def _warnings(outcome: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "row": warning["row"],
            "column": warning["column"],
            "message": _hint(Hint(warning["hint"]), warning["facts"]),
        }
        for warning in outcome["warnings"]
    ]


def _hint(hint: Hint, facts: Facts) -> str:
    message = _GROUP_DIFFERS if hint is Hint.SUM_DIFFERS and facts["group"] else _HINTS[hint]
    return _(message).format(**_shown(facts))


def _figure(value: float) -> str:
    whole, _dot, decimals = f"{value:,.6f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + ("," + decimals if decimals else "")


def _shown(facts: Facts) -> dict[str, str]:
    """Facts as a sentence has them: numbers with thousands dots, ISO days as dd/mm/yyyy."""
    shown: dict[str, str] = {}
    for name, value in facts.items():
        if isinstance(value, int):
            is_row = name == "first"
            shown[name] = str(value) if is_row else f"{value:,}".replace(",", ".")
        else:
            shown[name] = _day(value) or value
    return shown


def _day(text: str) -> str:
    if len(text) != len("2020-02-05") or text[4] != "-":
        return ""
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return ""
