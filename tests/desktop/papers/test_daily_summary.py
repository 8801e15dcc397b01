"""Bảng tổng hợp báo cáo ngày: every word of every report, lying, over as many pages as it takes."""

from desktop.papers.daily_summary import daily_summary
from tests.desktop.papers.daily_samples import MISSING, page, unit
from tests.desktop.papers.reading import page_sizes, page_texts, placed_letters, whole_text
from tests.desktop.papers.samples import OFFICE


def test_it_has_the_columns_of_the_paper_and_each_report_in_its_row() -> None:
    told = unit(2, results="Nhắc nhở 03 báo.", difficulties="Thiếu người.", proposals="Xin thêm.")
    pdf = daily_summary(page([told, unit(1, MISSING)]), OFFICE)
    text = whole_text(pdf)
    assert "BẢNG TỔNG HỢP BÁO CÁO NGÀY 10/02/2020 (Tính đến 8g35)" in text
    for title in ("Giờ nhận", "Tình trạng", "Kết quả trong 24 giờ", "Khó khăn", "Kiến nghị"):
        assert title in text
    assert "1 Phòng Báo chí 08g20 Đúng hạn Nhắc nhở 03 báo. Thiếu người. Xin thêm." in text
    assert "2 Thanh tra Sở Chưa báo cáo" in text
    assert page_sizes(pdf) == [(297, 210)]


def test_long_reports_run_over_pages_whose_heads_repeat_and_nothing_is_lost() -> None:
    words = [f"từ{number}" for number in range(1500)]
    units = [unit(n, results=" ".join(words), tomorrow=" ".join(words[:400])) for n in range(5)]
    pdf = daily_summary(page(units), OFFICE)
    pages = page_texts(pdf)
    assert len(pages) > 3
    assert all("Kết quả trong 24 giờ" in text for text in pages)
    text = "".join("".join(pages).split())
    assert all(text.count(word) >= 5 for word in (words[0], words[777], words[-1]))
    assert pages[0].endswith(f"Trang 1/{len(pages)} ") or f"Trang 1/{len(pages)}" in pages[0]
    lowest = min(letter.bottom for _page, letter in placed_letters(pdf))
    assert lowest > 40  # nothing below the foot
