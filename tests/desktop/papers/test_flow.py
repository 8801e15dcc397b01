"""Where pages break."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.papers import fonts
from desktop.papers.flow import Block, TextStyle, paginate, paragraph

PIECES = st.lists(
    st.tuples(st.floats(1, 60), st.floats(0, 10), st.booleans()), min_size=1, max_size=60
)


@given(shapes=PIECES)
def test_every_piece_is_placed_once_in_order_and_none_overlaps_or_leaves_its_page(
    shapes: list[tuple[float, float, bool]],
) -> None:
    pieces = [Block(height=high, before=gap, keeps_next=keeps) for high, gap, keeps in shapes]

    pages = paginate(pieces, 100)

    assert [id(placed.piece) for page in pages for placed in page] == [id(p) for p in pieces]
    for page in pages:
        below = 0.0
        for piece, top in page:
            assert top >= below - 0.01
            below = top + piece.height
        assert below <= 100.02


@given(shapes=st.lists(st.tuples(st.floats(1, 30), st.integers(1, 3)), min_size=1, max_size=40))
def test_what_is_kept_together_is_on_one_page(shapes: list[tuple[float, int]]) -> None:
    chains = [
        [Block(height=high, keeps_next=place < many - 1) for place in range(many)]
        for high, many in shapes
    ]

    pages = paginate([piece for chain in chains for piece in chain], 100)

    page_of = {id(placed.piece): number for number, page in enumerate(pages) for placed in page}
    assert all(len({page_of[id(piece)] for piece in chain}) == 1 for chain in chains)


def test_heads_are_repeated_where_a_table_goes_on() -> None:
    head = Block(height=10)
    rows = [Block(height=30, repeats=(head,)) for _ in range(4)]

    pages = paginate([head, *rows], 100)

    assert [[placed.piece is head for placed in page] for page in pages] == [
        [True, False, False, False],
        [True, False],
    ]


def test_what_sinks_stands_at_the_foot() -> None:
    foot = Block(height=10, sinks=True)

    ((_, (_, top)),) = paginate([Block(height=30), foot], 100)

    assert top == 90


def test_no_line_of_a_paragraph_is_left_alone() -> None:
    style = TextStyle(fonts.REGULAR, 10, 10, 0, "left", 0)
    for above in range(30, 100, 7):
        lines = paragraph("chữ " * 60, style, 200)

        pages = paginate([Block(height=above), *lines], 100)

        counts = [sum(placed.piece in lines for placed in page) for page in pages]
        assert 1 not in counts
