"""Marks people of a round and offers to take back just that; adds people, moves them."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from db.database import Database
from db.kinds import Outcome
from db.queries.acknowledging import Decision, decisions
from db.services.deciding import decide, take_back
from db.services.distributing import add_people, move_people
from desktop.context import Context, NoticeAction, Tone
from desktop.labels import number
from desktop.translation import N_, _

_TOLD = {
    Outcome.SIGNED: N_("Đã ghi {who} đã ký nhận."),
    Outcome.REFUSED: N_("Đã ghi {who} không ký."),
    Outcome.EXCUSED: N_("Đã ghi {who} được miễn."),
    Outcome.OPEN: N_("Đã bỏ đánh dấu {who}."),
}


def mark(
    context: Context,
    owner: QObject,
    round_id: int,
    people: Sequence[tuple[int, str]],
    outcome: Outcome,
    on: date,
    reason: str = "",
) -> None:
    """Decide about people (id, name) in the background; the notice takes back what changed."""
    ids = [staff_id for staff_id, _name in people]
    who = people[0][1] if len(people) == 1 else _("{count} người").format(count=number(len(ids)))

    def done(before: list[Decision]) -> None:
        undo = partial(_undo, context, owner, round_id, before, outcome)
        told = _(_TOLD[outcome]).format(who=who)
        context.notice(told, Tone.OK, [NoticeAction(_("Hoàn tác"), undo)])

    work = partial(_decide, context.database, round_id, ids, outcome, on, reason)
    context.tasks.run(owner, work, done)


def add(context: Context, owner: QObject, round_id: int, ids: Sequence[int]) -> None:
    """Add people who came after a round began."""

    def done(added: list[int]) -> None:
        told = _("Đã thêm {count} người vào đợt.")
        context.notice(told.format(count=number(len(added))))

    context.tasks.run(owner, partial(context.database.do, add_people, round_id, ids), done)


def move(context: Context, owner: QObject, round_id: int, ids: Sequence[int]) -> None:
    """Let people of a round sign with the unit where they serve now."""

    def done(moved: list[int]) -> None:
        told = _("Đã chuyển {count} người sang đơn vị mới của họ trong đợt.")
        context.notice(told.format(count=number(len(moved))))

    context.tasks.run(owner, partial(context.database.do, move_people, round_id, ids), done)


def _decide(
    database: Database, round_id: int, ids: list[int], outcome: Outcome, on: date, reason: str
) -> list[Decision]:
    before = database.ask(decisions, round_id, ids)
    database.do(decide, round_id, ids, outcome, on, reason)
    return before


def _undo(
    context: Context, owner: QObject, round_id: int, before: list[Decision], made: Outcome
) -> None:
    def done(taken: list[int]) -> None:
        told = _("Đã hoàn tác: {count} người trở lại như trước.")
        context.notice(told.format(count=number(len(taken))), Tone.INFO)

    work = partial(context.database.do, take_back, round_id, before, made)
    context.tasks.run(owner, work, done)
