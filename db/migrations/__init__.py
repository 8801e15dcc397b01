"""The book's history of shapes; `VERSIONS` lists them oldest first, the last is today's."""

VERSIONS = ("0001",)
HEAD = VERSIONS[-1]
