"""Nơi nhận in Danh mục: who is in force, people and households, an end, sets for an older book."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.database import Act, Database
from db.models.staff import Agency
from db.queries.allocations import agencies
from desktop.context import Context
from desktop.pages.catalogue.agencies import Agencies

Show = Callable[[QWidget], QWidget]
DAY = date(2020, 2, 10)


@pytest.fixture
def section(context: Context, on_screen: Show) -> Agencies:
    made = Agencies(context)
    on_screen(made)
    made.refresh()
    return made


def _remove_all(session: Session, _act: Act) -> None:
    """Leave no body, as in a book of before."""
    session.execute(delete(Agency).where(Agency.parent_id.is_not(None)))
    session.execute(delete(Agency))


def _names(section: Agencies) -> list[str]:
    rows = (section.rows.row(place) for place in range(section.rows.rowCount()))
    return [section.form.name_of(row) for row in rows if row is not None]


def test_districts_stand_before_their_wards_and_are_found_by_short_words(
    section: Agencies,
) -> None:
    assert _names(section)[:2] == ["Quận 1", "Phường Bến Nghé, Quận 1"]
    assert len(_names(section)) == 346
    section.search.search_for("p1 q3")
    section.refresh()
    assert _names(section) == ["Phường 1, Quận 3"]
    section.search.search_for("")
    section.which.setCurrentIndex(1)
    assert len(_names(section)) == 24


def test_those_of_another_time_come_last_and_on_demand(section: Agencies) -> None:
    section.with_retired.setChecked(True)
    names = _names(section)
    assert len(names) == 346 + 168
    assert names[:1] == ["Quận 1"]
    assert "Đặc khu Côn Đảo" in names[346:]


def test_a_body_is_added_changed_and_ended(
    section: Agencies, sqlite_book: Database, until_idle: Callable[[], None]
) -> None:
    section.add()
    section.form.name.setText("Thành Đoàn")
    section.form.code.setText("TD")
    section.form.population.setText("1.200")
    section.form.save()
    until_idle()
    (body,) = sqlite_book.ask(agencies, DAY, "thành đoàn")
    assert (body.code, body.population) == ("TD", 1_200)
    section.refresh()
    section.select(body.agency_id)
    section.form.retire()
    until_idle()
    assert sqlite_book.ask(agencies, DAY, "thành đoàn") == []
    (ended,) = sqlite_book.ask(agencies, None, "thành đoàn")
    assert ended.to_on == date(2020, 2, 9)


def test_an_older_book_gets_the_districts_and_wards_by_a_button(
    section: Agencies, sqlite_book: Database, until_idle: Callable[[], None]
) -> None:
    assert section.load_sets.isHidden()
    sqlite_book.do(_remove_all)
    section.refresh()
    assert not section.load_sets.isHidden()
    section.load_sets.click()
    until_idle()
    assert len(sqlite_book.ask(agencies, DAY)) == 346
    assert section.load_sets.isHidden()
