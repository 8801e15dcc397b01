"""A Monday at 8:35 in a furnished book: a week of reports, stock that went over the weekend, a round."""

from datetime import date

from db.kinds import Outcome, ReportForm, WebSource
from db.services.cases import CaseFields, save_case
from db.services.daily import ExcuseFields, save_excuse
from db.services.deciding import decide
from db.services.distributing import NewDistribution, distribute
from db.services.documents import DocumentFields, save_document
from db.services.web_updates import WebUpdateFields, save_web_update
from tests.db.daily import department, duty, indicator, moment, report
from tests.db.world import World, feb

TODAY = feb(10)
AT = moment(TODAY, "08:35")
SECRET = "Nguyễn Văn Giấu"
"""Somebody who spread false information; no paper may name such a person."""


def monday(world: World) -> None:
    """Furnish the book; its clock stands on `AT`.

    Văn phòng and Báo chí reported in time, Thông tin điện tử 4 minutes late, Xuất bản is excused,
    Thanh tra has been missing since Sunday.
    """
    _stock(world)
    plan = DocumentFields("362/KH-UBND", "Kế hoạch", feb(1), "UBND Thành phố", "Ứng phó với dịch")
    plan_id = world.book.do(save_document, plan)
    told = world.book.do(distribute, NewDistribution((plan_id,), feb(3), feb(7)))
    world.book.do(decide, told, [world.clerk], Outcome.SIGNED, feb(6))
    excuse = ExcuseFields(department(world, "XBIPH"), feb(8), TODAY, "đi công tác cả phòng")
    world.book.do(save_excuse, excuse)
    for number in range(4, 11):
        _reports(world, feb(number), number)
    for number in (4, 5, 5, 7):
        news = WebUpdateFields(feb(number), f"Tin {number}", WebSource.OWN)
        world.book.do(save_web_update, news)
    for found, stopped, handled in ((4, 5, 7), (5, 6, None), (7, None, None)):
        case = CaseFields(
            feb(found),
            department(world, "TTS"),
            "Tin sai về số ca nhiễm",
            person=SECRET,
            stopped_on=feb(stopped) if stopped else None,
            handled_on=feb(handled) if handled else None,
        )
        world.book.do(save_case, case)


def _stock(world: World) -> None:
    """Masks that go every day, gel that runs out of date, gloves all gone on Sunday."""
    world.receive(feb(3), 6000, 12_000_000)
    world.receive(feb(4), 240, supply=world.gel, expires_on=feb(28), lot_number="L20118")
    world.receive(feb(7), 30, supply=world.gloves)
    for number in range(4, 10):
        world.issue(feb(number), 40 + number)
        world.issue(feb(number), 2, supply=world.gel)
    world.issue(feb(9), 30, supply=world.gloves)


def _reports(world: World, day: date, number: int) -> None:
    spread = duty(world, "Chỉ đạo báo, đài", day)
    counted = duty(world, "Kiểm soát, thống kê tin bài", day)
    report(
        world,
        "BC",
        day,
        "08:10",
        form=ReportForm.EMAIL,
        reporter="Lê Văn Cường",
        results={spread: "Đã nhắc nhở 03 báo.", counted: f"Theo dõi {150 + number} tin, bài."},
        figures={
            indicator(world, "Tin, bài theo dõi"): 150 + number,
            indicator(world, "Chỉ đạo"): number % 4,
            indicator(world, "Đính chính"): number % 3,
        },
        difficulties="Một số báo đăng lại tin chưa kiểm chứng.",
        proposals="Đề nghị Sở Y tế cung cấp thông tin trước 10 giờ hằng ngày.",
        tomorrow="Tiếp tục thống kê tin bài.",
    )
    report(
        world,
        "VP",
        day,
        "08:05",
        form=ReportForm.SYSTEM,
        reporter="Trần Thị Bình",
        other_results="Cấp khẩu trang cho các phòng.",
    )
    report(
        world,
        "TTDT",
        day,
        "08:34:20" if number == 10 else "08:20",
        reporter="Phạm Hồng Đào",
        figures={indicator(world, "Trang tin đã nhắc nhở"): 2},
    )
    if number < 9:
        report(world, "TTS", day, "08:25", form=ReportForm.PAPER, reporter="Hồ Mỹ Ánh")
