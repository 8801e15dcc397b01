"""Districts over their wards: whatever is typed, a district is its own part and its wards'."""

from hypothesis import given
from hypothesis import strategies as st

from db.kinds import AgencyKind, SpreadBy
from db.queries.allocations import AgencyRow, LeafletToShare
from desktop.pages.leaflets.share_tree import ShareTree, key_of, pieces_cell
from desktop.widgets.grid_cells import GridRow

WARDS = (0, 1, 3, 5)
KEY = key_of(1)


def _agencies() -> list[AgencyRow]:
    rows = []
    for district, count in enumerate(WARDS, 1):
        rows.append(_agency(district * 100, f"Quận {district}", None, count))
        rows += [
            _agency(district * 100 + n, f"Phường {n}", district * 100, 0)
            for n in range(1, count + 1)
        ]
    return rows


def _agency(id_: int, name: str, parent: int | None, wards: int) -> AgencyRow:
    kind = AgencyKind.DISTRICT if parent is None else AgencyKind.WARD
    told = (str(id_), name, kind, parent, "" if parent is None else "Quận", "", id_, None)
    return AgencyRow(id_, *told, None, None, wards, 1)


EDITS = st.lists(
    st.tuples(
        st.integers(0, len(_agencies()) - 1),
        st.lists(st.integers(0, 5_000), min_size=1, max_size=4),
    ),
    max_size=12,
)


@given(EDITS, st.sampled_from([1, 50, 100]), st.sampled_from([SpreadBy.EQUAL, SpreadBy.POPULATION]))
def test_sums_agree_after_any_edits(
    edits: list[tuple[int, list[int]]], bundle: int, by: SpreadBy
) -> None:
    tree = ShareTree(by, [LeafletToShare(1, "TR01", "Tờ bướm", 10**6, 0, bundle)])
    tree.arrange(_agencies())
    rows = [GridRow({}, row.agency_id) for row in _agencies()]
    for first, figures in edits:
        changed = [
            row.with_cell(KEY, pieces_cell(pieces))
            for row, pieces in zip(rows[first:], figures, strict=False)
        ]
        at, now = tree.together(rows, first, changed)
        rows[at : at + len(now)] = now
        for group in tree.groups:
            wards = sum(rows[place][KEY] or 0 for place in group[1:])
            assert (rows[group.start][KEY] or 0) >= wards
            assert tree.own(rows.__getitem__, group.start, KEY) + wards == (
                rows[group.start][KEY] or 0
            )
        assert tree.sums(rows.__getitem__)[1] == sum(
            tree.own(rows.__getitem__, place, KEY) for place in range(len(rows))
        )
        if len(changed) == 1:
            assert (rows[first][KEY] or 0) == (changed[0][KEY] or 0)


@given(st.integers(0, 100_000), st.integers(0, 500), st.sampled_from([1, 50, 100]))
def test_a_proposal_gives_all_but_the_reserve_and_less_than_a_bundle(
    total: int, reserve: int, bundle: int
) -> None:
    tree = ShareTree(
        SpreadBy.POPULATION, [LeafletToShare(1, "TR01", "Tờ bướm", total, reserve, bundle)]
    )
    tree.arrange(_agencies())
    block = tree.proposal([GridRow({}, row.agency_id) for row in _agencies()])
    pieces = [int(texts[KEY].replace(".", "") or 0) for texts in block]
    assert not any(one % bundle for one in pieces)
    assert 0 <= max(0, total - reserve) - sum(pieces[place] for place in tree.heads()) < bundle
    for group in tree.groups:
        if len(group) > 1:
            assert pieces[group.start] == sum(pieces[place] for place in group[1:])
