"""`restore` as those who automate use it: a book comes back from a copy, or from its lines alone."""

from functools import partial
from pathlib import Path

from db.backup import backup_folder, copies, copy_book
from db.migrate import open_book
from db.queries.journal import journal_count
from tests.db.dumps import logical_dump
from tests.db.world import feb, furnish
from tests.end_to_end.commands import haucan, told


def test_a_book_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    run = partial(haucan, str(path))
    run("init")
    lines = backup_folder(path) / "nhật ký"
    book = open_book(path)
    world = furnish(book)
    copy_book(book, backup_folder(path))
    world.receive(feb(3), 100)
    book.close()
    folder = tmp_path / "list.csv"
    folder.write_text("Mã,Tên,ĐVT\nKT99,Khẩu trang vải,cái\n", encoding="utf-8")
    assert run("import", "supplies", str(folder)).returncode == 0
    book = open_book(path)
    acts, dump = book.ask(journal_count), logical_dump(book)
    book.close()
    path.unlink()

    (older, *_newer) = sorted(copies(backup_folder(path)), key=lambda copy: copy.made_at)
    for source, options in ((older.path, ("--lines", str(lines))), (lines, ())):
        target = tmp_path / f"{source.stem} lại.db"
        outcome = told(run("restore", str(source), "--out", str(target), *options, "--json"))
        assert (outcome["acts"], outcome["findings"]) == (acts, [])
        again = open_book(target)
        assert logical_dump(again) == dump
        again.close()
        refused = run("restore", str(source), "--out", str(target), *options)
        assert refused.returncode == 1
        assert "Đã có sổ ở" in refused.stderr
