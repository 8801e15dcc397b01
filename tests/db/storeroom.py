"""Two months of a small storeroom with every kind of voucher, and its figures straight from SQL."""

from datetime import date
from typing import Any

from sqlalchemy import text

from db.kinds import Loss, Source
from db.services.amending import correct_amount
from db.services.goods_back import NewReturn, ReturnLine, post_return
from db.services.moving import (
    Difference,
    NewTransfer,
    NewWriteOff,
    StockLine,
    post_adjustments,
    post_transfer,
    post_write_off,
)
from db.services.reversing import reverse_voucher
from tests.db.world import World, feb


def fill(world: World) -> dict[str, int]:
    """Post a little of everything; return the vouchers by what they are."""
    book = world.book
    jan = date(2020, 1, 20)
    made = {"opening": world.receive(jan, 200, 140_000, source=Source.OPENING)}
    made["bought"] = world.receive(
        date(2020, 1, 22), 300, 870_001, supplier="Công ty TNHH Thiết bị y tế Minh Tâm"
    )
    made["given"] = world.receive(
        feb(3), 500, source=Source.DONATION, supplier="Hội Doanh nhân trẻ TP.HCM"
    )
    made["issue"] = world.issue(feb(4), 260, department_id=world.office)
    line_id = world.rows_of("voucher_line")[-1][0]
    made["wrong"] = world.issue(feb(4), 40, staff=world.inspector)
    made["undone"] = book.do(reverse_voucher, made["wrong"], "ghi nhầm đơn vị")
    back = NewReturn(feb(5), world.store, (ReturnLine(line_id, 30),), "Lê Phương Yến", "cấp thừa")
    made["back"] = book.do(post_return, back)
    moved = NewTransfer(feb(5), world.store, world.desk, (StockLine(world.masks, 60),), "Hồ Mỹ Ánh")
    made["moved"] = book.do(post_transfer, moved)
    lost = NewWriteOff(
        feb(6), world.store, Loss.DAMAGED, "ướt do dột mái", (StockLine(world.masks, 7),)
    )
    made["lost"] = book.do(post_write_off, lost)
    made["found"], made["missing"] = book.do(
        post_adjustments,
        feb(7),
        world.store,
        (Difference(world.masks, 3), Difference(world.masks, -5)),
        "kiểm kê tuần 06",
    )
    lot = world.rows_of("lot")[1][0]
    made["value"] = book.do(correct_amount, lot, world.store, feb(7), 5_000, "sai hóa đơn")
    made["gel"] = world.receive(feb(6), 24, 600_000, supply=world.gel)
    return made


def sums(world: World, where: str, **facts: Any) -> tuple[int, int]:
    """Pieces and value of the movements that answer to a condition."""
    query = text(
        "SELECT coalesce(sum(m.quantity), 0), coalesce(sum(m.amount), 0) FROM movement m"
        f" JOIN voucher v ON v.id = m.voucher_id WHERE {where}"
    )
    found = world.book.ask(lambda session: session.execute(query, facts).one())
    return int(found[0]), int(found[1])
