"""The cases of false information on the screen: by keys, with files, filtered, printed, by week."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from db.clock import FixedClock
from db.kinds import CaseState
from db.queries.cases import case_count, case_files, cases
from db.queries.journal import journal
from db.queries.office import drafts
from db.services.cases import CaseFields, add_case_file, save_case
from db.services.documents import NewFile
from desktop.context import Context
from desktop.links import safe_link
from desktop.pages.daily.cases import Cases
from desktop.pages.journal.before_after import before_after
from desktop.pages.journal.words import details
from desktop.widgets.period_box import Preset
from desktop.widgets.tabbed_page import TabbedPage
from tests.db.daily import department, moment
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.papers.reading import whole_text

Wait = Callable[[], None]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def world(sqlite_world: World, clock: FixedClock) -> World:
    clock.moment = moment(feb(12), "09:00")
    return sqlite_world


@pytest.fixture
def tab(
    context: Context, world: World, on_screen: Callable[[QWidget], QWidget], until_idle: Wait
) -> Cases:
    tab = Cases(context)
    on_screen(tab)
    tab.refresh()
    until_idle()
    return tab


def _case(world: World, day: int, content: str, **more: object) -> int:
    fields = CaseFields(feb(day), department(world, "TTS"), content, **more)  # type: ignore[arg-type]
    return world.book.do(save_case, fields)


def test_a_case_is_entered_by_keys_alone(
    tab: Cases, context: Context, keys: Keys, until_idle: Wait, heard: Heard
) -> None:
    keys.press("Ctrl+N", "Ctrl+A")
    keys.type("11")
    keys.press("Return")
    keys.type("815")
    keys.press("Return", "Return")  # the Inspectorate stands there already
    keys.type("Hồ Mỹ Ánh")
    keys.press("Return")
    keys.type("Facebook")
    keys.press("Return")
    keys.type("https://fb.com/1")
    tab.form.content.setFocus()
    keys.type("Tin đồn")
    keys.press("Return")
    keys.type("t")
    keys.press("Ctrl+Return")
    until_idle()

    (row,) = context.database.ask(cases)
    assert (row.found_on, row.found_at) == (feb(11), moment(feb(11), "8:15"))
    assert (row.department, row.found_by) == ("Thanh tra Sở", "Hồ Mỹ Ánh")
    assert (row.platform, row.link) == ("Facebook", "https://fb.com/1")
    assert (row.content, row.checked_on) == ("Tin đồn", feb(12))
    assert row.state is CaseState.CHECKED
    assert tab.rows.rowCount() == 1
    assert heard.notices[-1][0].startswith("Đã lưu")


def test_what_is_unclear_or_out_of_order_is_said_above_the_buttons(
    tab: Cases, context: Context, until_idle: Wait
) -> None:
    tab.add()
    tab.form.content.setPlainText("Tin đồn")
    tab.form.found_at.setText("sáng")
    tab.form.save()
    assert tab.form.told.text().startswith("Giờ phát hiện chưa rõ")
    tab.form.found_at.setText("")
    tab.form.handled_on.setText("hôm kia")
    tab.form.save()
    assert tab.form.told.text() == "Xử lý ngày: hãy ghi theo ngày/tháng/năm."
    tab.form.handled_on.set_day(feb(3))
    tab.form.save()
    until_idle()
    assert "phải từ ngày phát hiện (12/02/2020) trở đi" in tab.form.told.text()
    assert context.database.ask(case_count) == 0


def test_what_is_typed_waits_as_a_draft_and_comes_back(
    tab: Cases, context: Context, until_idle: Wait
) -> None:
    tab.add()
    tab.form.content.setPlainText("Chưa xong")
    tab.leave()
    until_idle()
    (draft,) = context.database.ask(drafts)
    assert draft.form == "daily/cases"
    again = Cases(context)
    again.open(draft_id=draft.draft_id)
    assert again.form.content.toPlainText() == "Chưa xong"


def test_the_list_is_searched_and_filtered_and_lets_go_for_what_was_saved(
    tab: Cases, world: World, until_idle: Wait
) -> None:
    _case(world, 4, "Tin phong tỏa", handled_on=feb(5))
    _case(world, 11, "Sai số liệu")
    tab.refresh()
    assert [tab.rows.row(place).content for place in range(2)] == ["Sai số liệu", "Tin phong tỏa"]  # type: ignore[union-attr]
    tab.search.search_for("phong toa")
    tab.refresh()
    assert tab.rows.rowCount() == 1
    tab.search.search_for("")
    tab.state.setCurrentIndex(tab.state.findData(CaseState.FOUND))
    assert tab.rows.rowCount() == 1
    tab.period.choose(Preset.WEEK)
    tab.refresh()
    tab.add()
    tab.form.found_on.set_day(feb(3))
    tab.form.content.setPlainText("Tuần trước")
    tab.form.save()
    until_idle()
    assert tab.rows.rowCount() == 3
    assert tab.table.current().content == "Tuần trước"


def test_figures_of_this_week_and_a_click_on_another(tab: Cases, world: World) -> None:
    _case(world, 4, "Một", stopped_on=feb(5))
    _case(world, 11, "Hai", handled_on=feb(12))
    tab.refresh()
    assert tab.figures.text() == (
        "Tuần này (10/02 – 16/02): phát hiện 1, ngăn chặn 0, xử lý 1, còn mở 1."
    )
    assert "03/02: Phát hiện 1, Ngăn chặn 1, Xử lý 0" in tab.chart.accessibleName()
    tab.chart.opened.emit(6)
    assert tab.period.period() == (feb(3), feb(9))
    assert tab.rows.rowCount() == 1


def test_files_are_added_looked_at_and_taken_off(
    tab: Cases, world: World, until_idle: Wait, tmp_path: Path
) -> None:
    case_id = _case(world, 4, "Có ảnh")
    picture = tmp_path / "bai-dang.png"
    picture.write_bytes(PIXEL)
    tab.refresh()
    tab.form.files.take([picture])
    until_idle()
    (file,) = world.book.ask(case_files, case_id)
    assert file.name == "bai-dang.png"
    seen: list[str] = []
    tab.picture_wanted.connect(lambda title, _work: seen.append(title))
    tab.form.files.look()
    assert seen == ["bai-dang.png"]
    tab.form.files.remove()
    until_idle()
    assert world.book.ask(case_files, case_id) == []


def test_files_of_a_new_case_wait_for_it(
    tab: Cases, world: World, until_idle: Wait, tmp_path: Path
) -> None:
    picture = tmp_path / "bai-dang.png"
    picture.write_bytes(PIXEL)
    tab.add()
    tab.form.content.setPlainText("Có ảnh")
    tab.form.files.take([picture])
    until_idle()
    tab.form.save()
    until_idle()
    (row,) = world.book.ask(cases)
    assert [file.name for file in world.book.ask(case_files, row.case_id)] == ["bai-dang.png"]


def test_who_posted_it_is_in_the_case_and_not_in_the_journal(
    tab: Cases, world: World, until_idle: Wait
) -> None:
    tab.add()
    tab.form.content.setPlainText("Tin đồn")
    tab.form.person.setText("Trần Kín")
    tab.form.save()
    until_idle()
    (row,) = world.book.ask(cases)
    assert row.person == "Trần Kín"
    saved = world.book.ask(journal)[0]
    assert ("nội dung", "Tin đồn") in {(name[-8:], value) for name, value in details(saved)}
    assert "Trần Kín" not in str(details(saved)) + saved.arguments + saved.result
    tab.form.person.setText("Trần Kín Hơn")
    tab.form.save()
    until_idle()
    (saved, *_earlier) = world.book.ask(journal)
    assert "Trần Kín" not in str(before_after(saved))
    assert saved.changes is not None
    assert "Trần Kín" in saved.changes  # of which the book can be made anew


def test_papers_and_pictures_lie_on_top_of_the_tabs_and_esc_leads_back(
    context: Context,
    world: World,
    on_screen: Callable[[QWidget], QWidget],
    keys: Keys,
    until_idle: Wait,
    tmp_path: Path,
) -> None:
    page = TabbedPage(context, "Thử", "desktop.pages.daily", {"cases": ("Vụ việc", "Cases")})
    on_screen(page)
    tab = page.tab_named("cases")
    assert isinstance(tab, Cases)
    picture = NewFile("bai-dang.png", "image/png", PIXEL)
    case_id = _case(world, 4, "Có ảnh")
    world.book.do(add_case_file, case_id, picture, told={})
    page.refresh()
    tab.form.files.look()
    until_idle()
    assert page.stack.currentWidget() is page.picture
    keys.press("Escape")
    assert page.stack.currentWidget() is page.lists
    keys.press("Ctrl+P")
    until_idle()
    assert page.stack.currentWidget() is page.paper
    keys.press("Escape")
    tab.table.setFocus()
    keys.press("Ctrl+F")
    assert keys.target is tab.search


def test_the_list_in_sight_is_printed_without_people_unless_ticked(
    tab: Cases, world: World
) -> None:
    _case(world, 4, "Tin phong tỏa", person="Trần Kín")
    _case(world, 11, "Sai số liệu", person="Lê Ẩn")
    tab.search.search_for("phong")
    tab.refresh()
    printed: list[tuple[str, bytes, bytes]] = []
    tab.paper_wanted.connect(lambda title, pdf, xlsx: printed.append((title, pdf(), xlsx())))
    tab.print_list()
    tab.with_people.setChecked(True)
    tab.print_list()
    plain, named = (whole_text(pdf) for _title, pdf, _xlsx in printed)
    assert "Tin phong tỏa" in plain
    assert "Sai số liệu" not in plain
    assert "Trần Kín" not in plain
    assert "Trần Kín" in named
    assert all(xlsx.startswith(b"PK") for *_rest, xlsx in printed)


def test_a_link_is_copied_and_opened_only_when_asked_and_only_of_the_web(
    tab: Cases, world: World, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browse(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", browse)  # the computer's browser
    _case(world, 4, "Một", link="file:///etc/passwd")
    _case(world, 11, "Hai", link="https://fb.com/1")
    tab.refresh()
    tab.table.opened.emit(tab.table.current())
    assert opened == []
    tab.form.link_acts.open_button.click()
    assert opened == ["https://fb.com/1"]
    tab.form.link_acts.copy_button.click()
    assert QGuiApplication.clipboard().text() == "https://fb.com/1"
    tab.table.selectRow(1)
    tab.form.link_acts.open_button.click()
    assert opened == ["https://fb.com/1"]
    assert heard.notices[-1][0].startswith("Chỉ mở được đường dẫn")


@pytest.mark.parametrize(
    ("typed", "is_safe"),
    [
        ("https://www.facebook.com/a?b=c", True),
        (" HTTP://vn.vn ", True),
        ("www.facebook.com", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https:///x", False),
        ("http://[x", False),
        ("https://a.vn/\nfile:///x", False),
        ("https://a.vn/ b", False),
        ("", False),
    ],
)
def test_only_whole_addresses_of_the_web_are_safe(typed: str, is_safe: bool) -> None:
    assert (safe_link(typed) is not None) == is_safe
