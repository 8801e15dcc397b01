"""A form that keeps itself while it is typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.queries.office import drafts
from desktop.context import Context
from desktop.drafting import Drafting, Sheet


def form(context: Context, qtbot: QtBot) -> tuple[QLineEdit, Drafting]:
    """One field that is kept as a draft."""
    field = QLineEdit()
    qtbot.addWidget(field)

    def read() -> Sheet | None:
        return Sheet("Phiếu thử", {"text": field.text()}) if field.text() else None

    drafting = Drafting(context, "try", read, field)
    field.textEdited.connect(drafting.touch)
    return field, drafting


def kept(context: Context) -> list[str]:
    """The texts of all drafts, the latest first."""
    return [row.cells["text"] for row in context.database.ask(drafts)]


def test_a_form_left_while_its_first_save_is_under_way_is_one_draft(
    context: Context, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    field, drafting = form(context, qtbot)
    qtbot.keyClicks(field, "a")  # type: ignore[no-untyped-call]
    drafting.save()
    qtbot.keyClicks(field, "b")  # type: ignore[no-untyped-call]
    drafting.flush()
    until_idle()

    assert kept(context) == ["ab"]


def test_a_form_that_was_recorded_while_it_was_being_saved_leaves_no_draft(
    context: Context, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    field, drafting = form(context, qtbot)
    qtbot.keyClicks(field, "a")  # type: ignore[no-untyped-call]
    drafting.save()
    drafting.discard()
    until_idle()

    assert kept(context) == []
    assert drafting.draft_id is None


def test_another_form_begins_beside_the_draft_of_the_former_one(
    context: Context, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    field, drafting = form(context, qtbot)
    first_key = drafting.key
    field.setText("một")
    drafting.save()
    drafting.begin()
    field.setText("hai")
    drafting.save()
    until_idle()

    assert kept(context) == ["hai", "một"]
    assert drafting.key != first_key


def test_a_form_emptied_again_has_no_draft(
    context: Context, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    field, drafting = form(context, qtbot)
    field.setText("một")
    drafting.save()
    field.clear()
    drafting.save()
    until_idle()

    assert kept(context) == []
    assert drafting.saved_at is None


def test_a_draft_goes_on_under_the_key_it_was_begun_with(
    context: Context, qtbot: QtBot, until_idle: Callable[[], None]
) -> None:
    field, drafting = form(context, qtbot)
    field.setText("một")
    drafting.save()
    until_idle()
    (row,) = context.database.ask(drafts)

    _field, again = form(context, qtbot)
    assert again.resume(row) == {"text": "một"}

    assert (again.key, again.draft_id) == (drafting.key, row.draft_id)
