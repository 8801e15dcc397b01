"""The forms that leave drafts: the page each belongs to, its icon, its name."""

from desktop.translation import N_

FORMS = {
    "issue": ("issue", "face-mask", N_("Phiếu cấp phát")),
    "receipt": ("receipt", "tray-arrow-down", N_("Phiếu nhập kho")),
    "transfer": ("moving", "package", N_("Chuyển kho")),
    "write_off": ("moving", "package", N_("Ghi giảm")),
    "return": ("moving", "package", N_("Nhập trả lại")),
    "quick": ("issue", "face-mask", N_("Cấp nhanh")),
    "counter": ("issue", "face-mask", N_("Phát tại quầy")),
    "catalogue/people": ("catalogue", "address-book", N_("Cán bộ")),
    "catalogue/departments": ("catalogue", "address-book", N_("Phòng & đơn vị")),
    "catalogue/posts": ("catalogue", "address-book", N_("Vị trí trực")),
    "catalogue/supplies": ("catalogue", "address-book", N_("Vật tư")),
    "catalogue/norms": ("catalogue", "address-book", N_("Mức cấp")),
    "catalogue/stores": ("catalogue", "address-book", N_("Kho & điểm cấp phát")),
    "catalogue/absences": ("catalogue", "address-book", N_("Vắng mặt")),
    "catalogue/agencies": ("catalogue", "address-book", N_("Nơi nhận")),
    "reports/checks": ("reports", "face-mask", N_("Kiểm tra khẩu trang")),
    "settings/signers": ("settings", "gear-six", N_("Người ký")),
    "document": ("documents", "file-text", N_("Văn bản")),
    "distribution": ("documents", "paper-plane-tilt", N_("Đợt phổ biến")),
    "leaflets/titles": ("leaflets", "newspaper", N_("Tờ bướm")),
    "leaflets/runs": ("leaflets", "newspaper", N_("Đợt in")),
    "leaflets/deliveries/runs": ("leaflets", "newspaper", N_("Nhà in giao hàng")),
    "leaflets/allocations": ("leaflets", "newspaper", N_("Phân bổ tờ bướm")),
    "leaflets/handovers": ("leaflets", "newspaper", N_("Giao tờ bướm")),
    "daily/cases": ("daily", "clock-countdown", N_("Tin sai sự thật")),
    "daily/website": ("daily", "clock-countdown", N_("Trang tin của Sở")),
    "daily/pasted/website": ("daily", "clock-countdown", N_("Trang tin của Sở")),
    "daily/duties": ("daily", "clock-countdown", N_("Nhiệm vụ")),
    "daily/indicators/duties": ("daily", "clock-countdown", N_("Chỉ tiêu")),
    "daily/board": ("daily", "clock-countdown", N_("Báo cáo 8g30")),
    "scans": ("documents", "scan", N_("Bản quét")),
}
"""Of each form: the page it belongs to, its icon, its name."""


def form_of(form: str) -> tuple[str, str, str]:
    """The page, icon and name of a form; unknown forms are the issue page's own."""
    if form in FORMS:
        return FORMS[form]
    return FORMS["receipt" if form.startswith("receipt") else "issue"]
