"""What the database itself refuses and keeps, as triggers of both engines.

Alembic's batch mode drops triggers silently, so they are laid again after every migration.
A refusal is the bare word in capitals that `db.database` turns into a DomainError.
"""

import re

from sqlalchemy import Connection

from db.changes import watched_tables

NEVER_CHANGED = (
    "voucher_line",
    "movement",
    "audit_entry",
    "amendment",
    "kept_report",
    "attachment",
    "scanned_page",
    "daily_report",
    "daily_result",
    "daily_figure",
    "daily_report_file",
    "daily_page",
)
KEPT = (
    ("balance", "store_id, lot_id, supply_id, on_hand, amount", "store_id, lot_id"),
    ("stock_day", "store_id, lot_id, day, net", "store_id, lot_id, day"),
    ("supply_day", "supply_id, day, net", "supply_id, day"),
    (
        "supply_month",
        "supply_id, month, counts_as, source, direction, net, amount",
        "supply_id, month, counts_as, source, direction",
    ),
)

_LINES_DIFFER = """
    NOT EXISTS (SELECT 1 FROM voucher_line WHERE voucher_id = NEW.id)
    OR EXISTS (
        SELECT 1 FROM voucher_line l
        LEFT JOIN (
            SELECT line_id, sum(quantity) AS moved, sum(amount) AS worth
            FROM movement WHERE voucher_id = NEW.id GROUP BY line_id
        ) m ON m.line_id = l.id
        WHERE l.voucher_id = NEW.id
        AND (coalesce(m.moved, 0) <> l.direction * l.quantity
             OR coalesce(m.worth, 0) <> l.direction * l.amount))
    OR EXISTS (
        SELECT 1 FROM movement m JOIN voucher_line l ON l.id = m.line_id
        JOIN lot t ON t.id = m.lot_id
        WHERE m.voucher_id = NEW.id
        AND (l.voucher_id <> NEW.id OR m.supply_id <> l.supply_id
             OR t.supply_id <> l.supply_id OR m.day <> NEW.day
             OR m.store_id NOT IN (NEW.store_id, coalesce(NEW.to_store_id, NEW.store_id))))
"""
_NEGATIVE_DAY = """
    EXISTS (
        SELECT 1 FROM (
            SELECT sum(d.net) OVER (
                PARTITION BY d.store_id, d.lot_id ORDER BY d.day) AS running
            FROM stock_day d
            JOIN (SELECT DISTINCT store_id, lot_id FROM movement WHERE voucher_id = NEW.id) t
            ON t.store_id = d.store_id AND t.lot_id = d.lot_id) days
        WHERE running < 0)
"""
_CLOSED = """
    EXISTS (SELECT 1 FROM period_close WHERE closed_to >= NEW.day AND undone_at IS NULL)
"""
_POSTING_REFUSED = (
    ("LINES_DIFFER", _LINES_DIFFER),
    ("NEGATIVE_DAY", _NEGATIVE_DAY),
    ("PERIOD_CLOSED", _CLOSED),
)
_LOT_FIELDS = {
    "number": "{row}.number",
    "expires_on": "coalesce({row}.expires_on, '')",
    "supplier": "{row}.supplier",
    "is_blocked": "CASE WHEN {row}.is_blocked THEN '1' ELSE '' END",
}
"""What of a lot may be put right, as an amendment says it."""
_LOT_UNAMENDED = " OR ".join(
    [f"NEW.{name} <> OLD.{name}" for name in ("id", "supply_id", "received_on", "source")]
    + [
        f"({told.format(row='NEW')} <> {told.format(row='OLD')} AND {told.format(row='NEW')} <>"
        " coalesce((SELECT new_value FROM amendment"
        f" WHERE lot_id = NEW.id AND field = '{field}' ORDER BY id DESC LIMIT 1), '?'))"
        for field, told in _LOT_FIELDS.items()
    ]
)
_LAST_ACT = "UPDATE book SET last_act = NEW.id, last_hash = NEW.hash;"
_IS_POSTED = "(SELECT number FROM voucher WHERE id = NEW.voucher_id) IS NOT NULL"
_UNIT_LOCKED = "EXISTS (SELECT 1 FROM movement WHERE supply_id = NEW.id)"


def lay_triggers(connection: Connection) -> None:
    """Drop and create every trigger, on whichever engine."""
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for statement in make():
        connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Take every trigger away: a table can't be made anew under those that name it."""
    if connection.dialect.name == "sqlite":
        found = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        form = 'DROP TRIGGER "{0}"'
    else:
        found = """
            SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND NOT t.tgisinternal
        """
        form = 'DROP TRIGGER "{0}" ON "{1}"'
    for row in connection.exec_driver_sql(found).fetchall():
        connection.exec_driver_sql(form.format(*row))


def trigger_names() -> list[str]:
    """The names of all triggers of SQLite."""
    return [s.split()[2] for s in _sqlite() if s.startswith("CREATE TRIGGER")]


def wanted_triggers(connection: Connection) -> dict[str, tuple[str, ...]]:
    """What `laid_triggers` gives for a book as it should be."""
    if connection.dialect.name == "sqlite":
        return dict(zip(trigger_names(), ((s,) for s in _sqlite()[1::2]), strict=True))
    functions = _functions()
    return {
        name: (_spoken(_create_trigger(name, told)), _source(functions[told[-1]]))
        for name, told in _server_triggers().items()
    }


def laid_triggers(connection: Connection) -> dict[str, tuple[str, ...]]:
    """What makes each trigger that is there and in force: its definition, its function's source."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        return {name: (sql,) for name, sql in connection.exec_driver_sql(query)}
    query = """
        SELECT t.tgname, pg_get_triggerdef(t.oid), p.prosrc, n.nspname
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
    """
    return {
        name: (_spoken(definition.replace(f"{schema}.", "")), source)
        for name, definition, source, schema in connection.exec_driver_sql(query)
    }


def _spoken(definition: str) -> str:
    """A definition without what the server writes its own way: capitals, spaces, parentheses."""
    return re.sub(r"[\s()]", "", definition).lower()


def kept_sums() -> list[str]:
    """Statements that make anew what the triggers on movements keep, with none of them laid."""
    told = """
        (SELECT m.store_id, m.lot_id, m.supply_id, m.day, substr(m.day, 1, 7) AS month, v.counts_as,
         coalesce(v.source, '') AS source, l.direction, m.quantity, m.amount FROM movement m
         JOIN voucher v ON v.id = m.voucher_id JOIN voucher_line l ON l.id = m.line_id) told
    """
    sums = {"on_hand": "sum(quantity)", "net": "sum(quantity)", "amount": "sum(amount)"}
    statements = []
    for table, columns, keys in KEPT:
        chosen = ", ".join(sums.get(name, name) for name in columns.split(", "))
        by = keys if "supply_id" in keys or "supply_id" not in columns else f"{keys}, supply_id"
        statements.append(f"DELETE FROM {table}")
        statements.append(
            f"INSERT INTO {table} ({columns}) SELECT {chosen} FROM {told} GROUP BY {by}"
        )
    return statements


def _sqlite() -> list[str]:
    triggers = {
        "movement_kept": ("AFTER INSERT ON movement", "", _sqlite_sums()),
        "voucher_born_draft": (
            "BEFORE INSERT ON voucher",
            "NEW.number IS NOT NULL",
            _abort("POSTED_UNCHECKED"),
        ),
        "voucher_posting": (
            "BEFORE UPDATE ON voucher",
            "OLD.number IS NULL",
            "".join(
                f"SELECT RAISE(ABORT, '{word}') WHERE {test};" for word, test in _POSTING_REFUSED
            ),
        ),
        "voucher_never_changed": (
            "BEFORE UPDATE ON voucher",
            "OLD.number IS NOT NULL",
            _abort("POSTED"),
        ),
        "voucher_never_deleted": ("BEFORE DELETE ON voucher", "", _abort("POSTED")),
        "lot_amended": ("BEFORE UPDATE ON lot", _LOT_UNAMENDED, _abort("POSTED")),
        "lot_never_deleted": ("BEFORE DELETE ON lot", "", _abort("POSTED")),
        "audit_entry_last": ("AFTER INSERT ON audit_entry", "", _LAST_ACT),
        "supply_unit_locked": (
            "BEFORE UPDATE OF base_unit ON supply",
            f"NEW.base_unit <> OLD.base_unit AND {_UNIT_LOCKED}",
            _abort("UNIT_LOCKED"),
        ),
    }
    for table in ("voucher_line", "movement"):
        triggers[f"{table}_of_draft"] = (f"BEFORE INSERT ON {table}", _IS_POSTED, _abort("POSTED"))
    for table in NEVER_CHANGED:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            triggers[name] = (f"BEFORE {verb} ON {table}", "", _abort("POSTED"))
    statements = []
    for name, (event, condition, body) in triggers.items():
        when = f" WHEN {condition}" if condition else ""
        statements.append(f"DROP TRIGGER IF EXISTS {name}")
        statements.append(f"CREATE TRIGGER {name} {event}{when} BEGIN {body} END")
    return statements


def _abort(word: str) -> str:
    return f"SELECT RAISE(ABORT, '{word}');"


def _sqlite_sums() -> str:
    """Add NEW to each kept sum: a zero row first, since an upsert would meet the CHECK too early."""
    statements = []
    for table, columns, keys in KEPT:
        values = {name: f"NEW.{name}" for name in columns.split(", ")}
        values |= {"on_hand": "0", "amount": "0", "net": "0", "month": "substr(NEW.day, 1, 7)"}
        values |= {
            "counts_as": "(SELECT counts_as FROM voucher WHERE id = NEW.voucher_id)",
            "source": "(SELECT coalesce(source, '') FROM voucher WHERE id = NEW.voucher_id)",
            "direction": "(SELECT direction FROM voucher_line WHERE id = NEW.line_id)",
        }
        row = ", ".join(values[name] for name in columns.split(", "))
        match = " AND ".join(f"{key} = {values[key]}" for key in keys.split(", "))
        pieces = "on_hand" if "on_hand" in columns else "net"
        change = f"{pieces} = {pieces} + NEW.quantity"
        if "amount" in columns:
            change += ", amount = amount + NEW.amount"
        statements.append(
            f"INSERT INTO {table} ({columns}) VALUES ({row}) ON CONFLICT DO NOTHING;"
            f"UPDATE {table} SET {change} WHERE {match};"
        )
    return "".join(statements)


def _postgresql() -> list[str]:
    statements = [_function(name, body) for name, body in _functions().items()]
    for name, told in _server_triggers().items():
        statements.append(f"DROP TRIGGER IF EXISTS {name} ON {told[0]}")
        statements.append(_create_trigger(name, told))
    return statements


def _create_trigger(name: str, told: tuple[str, str, str, str]) -> str:
    table, event, how, function = told
    return f"CREATE TRIGGER {name} {event} ON {table} {how} EXECUTE FUNCTION {function}()"


def _functions() -> dict[str, str]:
    """The functions of the server's triggers: name and body."""
    posting = "".join(
        f"IF {test} THEN RAISE EXCEPTION '{word}'; END IF;" for word, test in _POSTING_REFUSED
    )
    return {
        "book_posted": "RAISE EXCEPTION 'POSTED';",
        "book_posted_unchecked": "RAISE EXCEPTION 'POSTED_UNCHECKED';",
        "book_unit_locked": (
            f"IF {_UNIT_LOCKED} THEN RAISE EXCEPTION 'UNIT_LOCKED'; END IF; RETURN NEW;"
        ),
        "book_lot_amended": (
            f"IF {_LOT_UNAMENDED} THEN RAISE EXCEPTION 'POSTED'; END IF; RETURN NEW;"
        ),
        "book_of_draft": f"IF {_IS_POSTED} THEN RAISE EXCEPTION 'POSTED'; END IF; RETURN NEW;",
        "book_posting": f"{posting} RETURN NEW;",
        "book_kept": f"{_postgresql_sums()} RETURN NULL;",
        "book_last_act": f"{_LAST_ACT} RETURN NULL;",
        "book_watch_new": _noted("name, now", "SELECT TG_TABLE_NAME, to_jsonb(r) FROM fresh r"),
        "book_watch_file": _noted("name, now", f"SELECT TG_TABLE_NAME, {_FILE} FROM fresh r"),
        "book_watch_changed": _noted(
            "name, was, now", "SELECT TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)"
        ),
        "book_watch_gone": _noted("name, was", "SELECT TG_TABLE_NAME, to_jsonb(OLD)"),
    }


def _server_triggers() -> dict[str, tuple[str, str, str, str]]:
    """The server's triggers: name, then table, event, how, function."""
    rows, each = "FOR EACH ROW", "FOR EACH STATEMENT"
    triggers = {
        "movement_kept": (
            "movement",
            "AFTER INSERT",
            f"REFERENCING NEW TABLE AS fresh {each}",
            "book_kept",
        ),
        "voucher_born_draft": (
            "voucher",
            "BEFORE INSERT",
            f"{rows} WHEN (NEW.number IS NOT NULL)",
            "book_posted_unchecked",
        ),
        "voucher_posting": (
            "voucher",
            "BEFORE UPDATE",
            f"{rows} WHEN (OLD.number IS NULL)",
            "book_posting",
        ),
        "voucher_never_changed": (
            "voucher",
            "BEFORE UPDATE",
            f"{rows} WHEN (OLD.number IS NOT NULL)",
            "book_posted",
        ),
        "voucher_never_deleted": ("voucher", "BEFORE DELETE OR TRUNCATE", each, "book_posted"),
        "lot_amended": ("lot", "BEFORE UPDATE", rows, "book_lot_amended"),
        "lot_never_deleted": ("lot", "BEFORE DELETE OR TRUNCATE", each, "book_posted"),
        "audit_entry_last": ("audit_entry", "AFTER INSERT", rows, "book_last_act"),
        "supply_unit_locked": (
            "supply",
            "BEFORE UPDATE",
            f"{rows} WHEN (NEW.base_unit <> OLD.base_unit)",
            "book_unit_locked",
        ),
        "voucher_line_of_draft": ("voucher_line", "BEFORE INSERT", rows, "book_of_draft"),
        "movement_of_draft": ("movement", "BEFORE INSERT", rows, "book_of_draft"),
    }
    for table in NEVER_CHANGED:
        triggers[f"{table}_no_change"] = (
            table,
            "BEFORE DELETE OR UPDATE OR TRUNCATE",
            each,
            "book_posted",
        )
    for watched in watched_tables():
        name, has_bytes = watched.name, watched.name == "attachment"
        triggers |= {
            f"{name}_watch_new": (
                name,
                "AFTER INSERT",
                f"REFERENCING NEW TABLE AS fresh {each}",
                "book_watch_file" if has_bytes else "book_watch_new",
            ),
            f"{name}_watch_changed": (name, "AFTER UPDATE", rows, "book_watch_changed"),
            f"{name}_watch_gone": (name, "AFTER DELETE", rows, "book_watch_gone"),
        }
    return triggers


_FILE = "jsonb_build_object('id', id, 'sha256', sha256, 'type', type, 'name', name)"


def _noted(columns: str, query: str) -> str:
    """Note what the statement or row did, where the session asked for it (see db.changes)."""
    return (
        "IF to_regclass('pg_temp.change') IS NOT NULL THEN"
        f" INSERT INTO pg_temp.change ({columns}) {query}; END IF; RETURN NULL;"
    )


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" SECURITY DEFINER SET search_path FROM CURRENT AS $${_source(body)}$$"
    )


def _source(body: str) -> str:
    return f" BEGIN {body} END "


_FRESH_WITH_VOUCHER = """
    (SELECT m.*, v.counts_as, coalesce(v.source, '') AS source, l.direction FROM fresh m
     JOIN voucher v ON v.id = m.voucher_id JOIN voucher_line l ON l.id = m.line_id) told
"""


def _postgresql_sums() -> str:
    """Add the whole statement's rows at once: row triggers are four times slower on one lot."""
    statements = []
    for table, columns, keys in KEPT:
        key_names = keys.split(", ")
        source = {name: name for name in columns.split(", ")} | {"month": "substr(day, 1, 7)"}
        zero = {"on_hand": "0", "amount": "0", "net": "0"}
        row = ", ".join(zero.get(name, source[name]) for name in columns.split(", "))
        by = ", ".join(source[key] for key in key_names)
        grouped = ", ".join(f"{source[key]} AS {key}" for key in key_names)
        match = " AND ".join(f"t.{key} = s.{key}" for key in key_names)
        pieces = "on_hand" if "on_hand" in columns else "net"
        change = f"{pieces} = t.{pieces} + s.pieces"
        if "amount" in columns:
            change += ", amount = t.amount + s.worth"
        moved = _FRESH_WITH_VOUCHER if "counts_as" in columns else "fresh"
        statements.append(
            f"INSERT INTO {table} ({columns}) SELECT DISTINCT {row} FROM {moved}"
            f" ON CONFLICT DO NOTHING;"
            f"UPDATE {table} t SET {change} FROM (SELECT {grouped}, sum(quantity) AS pieces,"
            f" sum(amount) AS worth FROM {moved} GROUP BY {by}) s WHERE {match};"
        )
    return "".join(statements)
