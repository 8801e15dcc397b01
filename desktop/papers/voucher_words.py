"""The sentences of a voucher: who brings or fetches, by which paper, why, from where to where."""

from db.kinds import Loss, VoucherKind
from db.queries.voucher_paper import GoesBy, VoucherPaper
from desktop.papers.figures import long_day
from desktop.papers.form_head import DOTS
from desktop.papers.office import OfficeIdentity

LOSSES = {Loss.DAMAGED: "hỏng", Loss.LOST: "mất", Loss.EXPIRED: "hết hạn"}
_BASES = {
    "document": "chứng từ",
    "request": "Giấy đề nghị cấp vật tư",
    "receipt": "Phiếu nhập kho",
    "issue": "Phiếu xuất kho",
    "count": "Biên bản kiểm kê",
}
_USUAL_REASON = "Cấp phát vật tư phòng, chống dịch"


def title(paper: VoucherPaper) -> str:
    """Which of the two forms it is."""
    return "PHIẾU NHẬP KHO" if paper.is_receipt else "PHIẾU XUẤT KHO"


def told_lines(paper: VoucherPaper, office: OfficeIdentity) -> list[str]:
    """The lines between the number and the table."""
    return _of_receipt(paper, office) if paper.is_receipt else _of_issue(paper)


def undone(paper: VoucherPaper) -> str:
    """Why a reversed voucher no longer holds, and what does instead."""
    if not paper.reversed_by:
        return ""
    parts = [f"Lý do: {paper.reversal_reason}"] if paper.reversal_reason else []
    parts += [f"thay bằng phiếu số {paper.replaced_by}"] if paper.replaced_by else []
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _of_receipt(paper: VoucherPaper, office: OfficeIdentity) -> list[str]:
    by = paper.goes_by or GoesBy("document")
    of = by.of or (DOTS if by.basis == "document" else office.office)
    on = f"ngày {long_day(by.day)}" if by.day else f"ngày {DOTS}"
    person = paper.person or DOTS
    whose = f" ({paper.person_of})" if paper.person_of and paper.person_of != by.of else ""
    reason = _reason(paper)
    return [
        f"- Họ tên người giao: {person}{whose}",
        f"- Theo {_BASES[by.basis]} số {by.number or DOTS} {on} của {of}",
        *([f"- Lý do nhập kho: {reason}"] if reason else []),
        f"- Nhập tại kho: {paper.store}, địa điểm: {paper.store_place or DOTS}",
        *([f"- Chuyển từ kho: {paper.to_store}"] if paper.to_store else []),
    ]


def _of_issue(paper: VoucherPaper) -> list[str]:
    whose = paper.person_of or DOTS
    reason = _reason(paper) or _USUAL_REASON
    by = paper.goes_by
    if by is not None and by.number and by.basis in {"request", "document"}:
        on = f" ngày {long_day(by.day)}" if by.day else ""
        reason = f"{reason} (theo {_BASES[by.basis]} số {by.number}{on})"
    elif by is not None and by.basis == "count" and by.day is not None:
        reason = f"{reason} (theo {_BASES['count']} ngày {long_day(by.day)})"
    return [
        f"- Họ tên người nhận hàng: {paper.person or DOTS}   Địa chỉ (bộ phận): {whose}",
        f"- Lý do xuất kho: {reason}",
        f"- Xuất tại kho (ngăn lô): {paper.store}   Địa điểm: {paper.store_place or DOTS}",
        *([f"- Nhập tại kho: {paper.to_store}"] if paper.to_store else []),
    ]


def _reason(paper: VoucherPaper) -> str:
    """Why, as the clerk wrote it, after what the kind of voucher says by itself."""
    if paper.reverses:
        return f"Hủy phiếu số {paper.reverses}{_after(paper.reason)}"
    match paper.counts_as:
        case VoucherKind.RETURN:
            return f"Nhập trả lại kho{_after(paper.reason)}"
        case VoucherKind.TRANSFER:
            return f"Điều chuyển kho{_after(paper.reason)}"
        case VoucherKind.WRITE_OFF:
            cause = f" do {LOSSES[paper.loss]}" if paper.loss else ""
            return f"Xuất hủy{cause}{_after(paper.reason)}"
        case VoucherKind.ADJUSTMENT if not any(line.quantity for line in paper.lines):
            return f"Điều chỉnh giá trị{_after(paper.reason)}"
        case VoucherKind.ADJUSTMENT:
            found = "thừa" if paper.is_receipt else "thiếu"
            return f"Kiểm kê {found}{_after(paper.reason)}"
        case _:
            return paper.reason


def _after(reason: str) -> str:
    return f": {reason}" if reason else ""
