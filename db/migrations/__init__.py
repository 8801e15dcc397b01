"""The book's history of shapes; `VERSIONS` lists them oldest first, the last is today's."""

VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = VERSIONS[-1]
