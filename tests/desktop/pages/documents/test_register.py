"""The register of documents and the files that it keeps, by keys alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.kinds import Urgency
from db.queries.documents import document_detail, document_rows, file_content
from db.queries.journal import journal
from db.queries.office import drafts
from db.services.documents import NewFile, add_file, save_document
from desktop.attached import DOCX, read_file
from desktop.context import Context, Tone
from desktop.pages.documents.page import Page
from desktop.pages.documents.register import Register
from tests.db.world import World, feb
from tests.desktop.conftest import Heard, Keys
from tests.desktop.pages.documents.conftest import PLAN

if TYPE_CHECKING:
    from desktop.theme import Theme

Idle = Callable[[], None]
SCAN = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def register(plan: int, page: Page, until_idle: Idle) -> Register:
    page.open(tab="register")
    until_idle()
    tab = page.tab
    assert isinstance(tab, Register)
    tab.search.setFocus()
    return tab


def test_a_document_is_entered_by_keys_and_its_number_tells_its_type(
    register: Register, world: World, keys: Keys, theme: "Theme", until_idle: Idle
) -> None:
    keys.press("Ctrl+N")
    keys.type("442/SYT-NVY")
    assert register.form.type.text() == "Công văn"
    keys.press("Return")
    keys.type("30/1")
    keys.press("Return", "Return", "Return")
    keys.type("Sở Y tế")
    keys.press("Return")
    keys.type("Phòng, chống dịch bệnh")
    keys.press("Return")
    assert register.form.replaces.field.hasFocus()
    keys.press("Ctrl+Return")
    until_idle()

    letter = world.book.ask(document_rows)[1]
    assert (letter.number, letter.type, letter.issuer) == ("442/SYT-NVY", "Công văn", "Sở Y tế")
    assert letter.summary == "Phòng, chống dịch bệnh"
    assert register.table.hasFocus()


def test_a_search_ignores_accents_and_the_urgency_is_a_word(
    register: Register, keys: Keys, qtbot: QtBot
) -> None:
    keys.type("ung pho")
    qtbot.waitUntil(lambda: register.rows.rowCount() == 1)
    row = register.rows.row(0)
    assert row is not None
    assert row.urgency is Urgency.URGENT
    assert register.rows.columns[4].text(row) == "Khẩn"


def test_what_lacks_stands_above_the_buttons(
    register: Register, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Ctrl+N")
    keys.type("1/KH")
    keys.press("Ctrl+Return")
    until_idle()
    assert register.form.told.text() == "Hãy ghi ngày ban hành, theo ngày/tháng/năm."


def test_a_file_is_kept_shown_copied_out_and_removed(
    register: Register, page: Page, plan: int, world: World, tmp_path: Path, until_idle: Idle
) -> None:
    path = tmp_path / "kế hoạch.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(path))
    files = register.form.files
    files.take([path])
    until_idle()
    (kept,) = world.book.ask(document_detail, plan).files
    assert (kept.name, kept.kind) == ("kế hoạch.png", "image/png")
    assert files.rows.count() == 1

    files.save_to(tmp_path / "copy.png")
    until_idle()
    assert (tmp_path / "copy.png").read_bytes() == path.read_bytes()
    files.look()
    until_idle()
    assert page.stack.currentWidget() is page.picture
    page.back()
    files.remove()
    until_idle()
    assert world.book.ask(document_detail, plan).files == ()


def test_bytes_of_a_file_stay_out_of_the_journal(
    register: Register, plan: int, world: World, tmp_path: Path, until_idle: Idle
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(SCAN)
    register.form.files.take([path])
    until_idle()
    entry = world.book.ask(journal, "", (), 0, 1)[0]
    assert entry.act == "add_file"
    assert "PDF-1.4" not in str(entry)


def test_files_of_a_new_document_wait_for_it(
    register: Register, world: World, keys: Keys, tmp_path: Path, until_idle: Idle
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(SCAN)
    keys.press("Ctrl+N")
    form = register.form
    form.files.take([path])
    until_idle()
    assert form.files.values == [str(path)]
    form.number.setText("15/KH-STTTT")
    form.type.setText("Kế hoạch")
    form.issued_on.set_day(feb(4))
    form.issuer.setText("Sở Thông tin và Truyền thông")
    form.summary.setPlainText("Phòng, chống dịch")
    keys.press("Ctrl+Return")
    until_idle()
    saved = world.book.ask(document_rows, "15")[0]
    (kept,) = world.book.ask(document_detail, saved.document_id).files
    assert world.book.ask(file_content, kept.attachment_id).content == SCAN


def test_what_is_no_document_or_picture_is_refused_in_a_sentence(
    register: Register, heard: Heard, tmp_path: Path, until_idle: Idle
) -> None:
    for name, content in (("bang.xlsx", b"PK\x03\x04"), ("trong.pdf", b"")):
        (tmp_path / name).write_bytes(content)
        register.form.files.take([tmp_path / name])
    register.form.files.take([tmp_path / "none.pdf"])
    until_idle()
    assert [(told, tone) for told, tone, _actions in heard.notices] == [
        ("Tệp bang.xlsx không phải PDF, DOCX hay ảnh (PNG, JPEG, TIFF).", Tone.BAD),
        ("Tệp trong.pdf trống.", Tone.BAD),
        ("Không đọc được tệp none.pdf.", Tone.BAD),
    ]


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    (tmp_path / "a.txt").write_bytes(b"\xff\xd8\xff\xe0")
    assert read_file(tmp_path / "a.docx").kind == DOCX
    assert read_file(tmp_path / "a.txt").kind == "image/jpeg"


def test_what_is_typed_waits_as_a_draft(
    register: Register, context: Context, keys: Keys, until_idle: Idle
) -> None:
    keys.press("Ctrl+N")
    keys.type("99/QĐ-STTTT")
    register.form.drafting.save()
    until_idle()
    (draft,) = context.database.ask(drafts)

    again = Page(context)
    again.open(draft_id=draft.draft_id)
    until_idle()
    tab = again.tab
    assert isinstance(tab, Register)
    assert tab.form.number.text() == "99/QĐ-STTTT"


def test_a_document_in_sight_leads_to_a_round_of_it(
    register: Register, plan: int, heard: Heard
) -> None:
    register.distribute_button.click()
    assert heard.pages == [("documents", {"tab": "rounds", "new": True, "document_ids": (plan,)})]


@pytest.mark.parametrize("is_basis", [True, False])
def test_no_round_begins_with_what_is_only_a_basis_or_replaced(
    register: Register, plan: int, world: World, is_basis: bool, until_idle: Idle
) -> None:
    newer = replace(PLAN, number="400/KH-UBND", is_basis=is_basis)
    newer_id = world.book.do(save_document, newer if is_basis else replace(newer, replaces=(plan,)))
    until_idle()
    register.refresh()
    until_idle()
    register.select(newer_id)
    assert register.distribute_button.isEnabled() is not is_basis
    register.select(plan)
    assert register.distribute_button.isEnabled() is is_basis


def test_a_kept_pdf_that_is_broken_says_so_in_the_window(
    register: Register,
    page: Page,
    plan: int,
    world: World,
    heard: Heard,
    qtbot: QtBot,
    until_idle: Idle,
) -> None:
    world.book.do(add_file, plan, NewFile("plan.pdf", "application/pdf", SCAN))
    until_idle()
    register.form._read_files()
    register.form.files.look()
    assert page.stack.currentWidget() is page.paper
    qtbot.waitUntil(lambda: bool(heard.notices))
    assert "hỏng hoặc có mật khẩu" in heard.notices[-1][0]


@pytest.mark.qt_log_ignore("openDocument|launcher")  # offscreen nothing opens anything
def test_a_file_that_no_program_opens_says_so_and_where_its_copy_is(
    register: Register, plan: int, world: World, heard: Heard, until_idle: Idle
) -> None:
    world.book.do(add_file, plan, NewFile("Công văn.docx", DOCX, b"PK words"))
    until_idle()
    register.form._read_files()
    until_idle()
    register.form.files.look()
    until_idle()
    told, tone, _actions = heard.notices[-1]
    assert tone is Tone.BAD
    assert told.startswith("Máy này chưa có chương trình mở được tệp Công văn.docx.")
    folder = Path(told.removesuffix(".").rpartition(" ")[2])
    assert (folder / "Công văn.docx").read_bytes() == b"PK words"
