"""The sheet of a day's single issues."""

from db.rules.codes import PageCode, parse_code
from desktop.papers.counter_sheet import counter_sheet
from tests.desktop.papers.reading import letters, whole_text
from tests.desktop.papers.samples import OFFICE, PRINTED_AT
from tests.desktop.papers.samples import counter_sheet as sample


def test_the_sheet_tells_each_issue_and_its_sums() -> None:
    text = whole_text(counter_sheet(sample(6), OFFICE, PRINTED_AT).pdf)

    for part in (
        "BẢNG KÊ Cấp lẻ ngày 10 tháng 02 năm 2020",
        "STT Số phiếu Giờ Người nhận Phòng, đơn vị Tên vật tư ĐVT Số lượng Ký nhận",
        "1 CL0001 08g02 Nguyễn Thị Mỹ An Trung tâm Công nghệ thông tin và Truyền thông",
        "3 CL0003 08g06 Khách đến liên hệ công tác",
        "Cộng Khẩu trang y tế 4 lớp cái 6",
        "Khẩu trang y tế 4 lớp: 6 cái (Bằng chữ: Sáu cái).",
        "Gel rửa tay khô 100 ml: 3 chai (Bằng chữ: Ba chai).",
        "NGƯỜI LẬP",
        "THỦ KHO",
        "CHÁNH VĂN PHÒNG",
        "Trang 1/1",
    ):
        assert part in text


def test_its_pages_are_coded_and_stay_within_their_margins() -> None:
    paper = counter_sheet(sample(45), OFFICE, PRINTED_AT)

    assert [parse_code(page.code) for page in paper.pages] == [
        PageCode(4711, 2, 3, number) for number in range(1, len(paper.pages) + 1)
    ]
    assert [row for page in paper.pages for row in page.rows] == list(range(1, 46))
    for (wide, _), letter in letters(paper.pdf):
        assert 84 < letter.left < letter.right < wide - 42, letter
