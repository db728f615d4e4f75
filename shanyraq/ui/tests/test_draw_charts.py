"""Charts: what is hidden is hatched, nothing leaves the frame, right to left mirrors all but the map."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from shanyraq.ui.charts import BARS_REACH, ChartRow, Series, bars, columns
from shanyraq.ui.figures import figure_text
from shanyraq.ui.kinship import Kin, Tie, draw
from shanyraq.ui.tiles import Tile, depth_of, tile_map

SERIES = (Series("late", "late"), Series("due", "due"))


@dataclass(frozen=True)
class Count:
    value: int | None
    label: str


def shown(value: int) -> Count:
    return Count(value, str(value))


HIDDEN, ANY = Count(None, "<5"), Count(None, "*")
COUNTS = st.one_of(st.integers(0, 5000).map(shown), st.sampled_from([HIDDEN, ANY]))
ROWS = st.lists(st.tuples(COUNTS, COUNTS).map(lambda pair: ChartRow("row", pair)), max_size=12)


@given(ROWS, st.booleans())
def test_bars_and_columns_stay_inside_the_drawing(rows: list[ChartRow], rtl: bool) -> None:
    for chart in (bars(rows, SERIES, label="x", rtl=rtl), columns(rows, SERIES, label="x", rtl=rtl)):
        for piece in (piece for mark in chart.marks for piece in mark.pieces):
            left, width = float(piece.x.rstrip("%")), float(piece.width.rstrip("%"))
            assert -0.02 <= left <= left + width <= 100.02
            assert 0 <= float(piece.y) <= float(piece.y) + float(piece.height) <= chart.height


def test_a_hidden_figure_is_a_hatched_stub_beside_its_mark() -> None:
    chart = bars([ChartRow("Health", (HIDDEN, shown(10)))], SERIES, label="x")
    other = bars([ChartRow("Health", (ANY, shown(10)))], SERIES, label="x")

    assert [piece.css for piece in chart.marks[0].pieces] == ["hatched", "due"]
    assert "<5" in chart.marks[0].text
    assert chart.marks[0].pieces == other.marks[0].pieces, "the stub would tell a small figure from another"
    assert chart.has_hatch
    assert not bars([ChartRow("Health", (shown(1), shown(10)))], SERIES, label="x").has_hatch


def test_what_is_hidden_of_a_printed_total_is_as_long_as_what_is_left_of_it() -> None:
    rows = [ChartRow("P3", (ANY, HIDDEN), shown(20)), ChartRow("P4", (shown(15), shown(5)), shown(20))]
    hidden, whole = bars(rows, SERIES, label="x").marks

    assert [(piece.css, piece.width) for piece in hidden.pieces] == [("hatched", f"{BARS_REACH:.2f}%")]
    assert (hidden.text_x, hidden.text) == (whole.text_x, "20")


def test_a_row_of_which_nothing_may_be_shown_is_still_there() -> None:
    [mark] = columns([ChartRow("P3", (ANY, ANY), ANY)], SERIES, label="x").marks

    assert {piece.css for piece in mark.pieces} == {"hatched"} and mark.text == "*"


def test_bars_start_at_the_right_in_a_right_to_left_page() -> None:
    rows = [ChartRow("Health", (shown(10), shown(10)))]
    ltr, rtl = (bars(rows, SERIES, label="x", rtl=rtl).marks[0] for rtl in (False, True))

    assert [piece.x for piece in ltr.pieces] == ["0.00%", "37.00%"]
    assert [piece.x for piece in rtl.pieces] == ["63.00%", "26.00%"]
    assert (ltr.text_shift, rtl.text_shift) == (8, -8)
    assert (ltr.label_x, rtl.label_x) == ("0.00%", "100.00%")


def test_the_first_column_stands_where_reading_begins() -> None:
    rows = [ChartRow(name, (shown(5), shown(5))) for name in ("P0", "P1")]
    ltr, rtl = (
        [mark.label_x for mark in columns(rows, SERIES, label="x", rtl=rtl).marks] for rtl in (False, True)
    )

    assert ltr == rtl[::-1] == ["25.00%", "75.00%"]


def test_the_map_has_four_depths_and_a_count_that_may_be_any_has_none() -> None:
    depths = [depth_of(shown(value)) for value in (0, 5, 9, 10, 19, 20, 900)]
    assert depths == ["s0", "s1", "s1", "s2", "s2", "s3", "s3"]
    assert depth_of(HIDDEN) == "s0" and depth_of(ANY) == "hatched"
    assert tile_map([Tile("KOS", 1, 0, ANY)], label="x").has_hatch
    chart = tile_map([Tile("KOS", 1, 0, shown(9)), Tile("AKT", 0, 1, HIDDEN)], label="x")
    assert [(tile.x, tile.y, tile.css) for tile in chart.tiles] == [("50.00%", 0, "s1"), ("0.00%", 104, "s0")]
    assert not chart.has_hatch
    assert [(step.below, step.first, step.until) for step in chart.steps] == [
        (5, None, None), (None, 5, 9), (None, 10, 19), (None, 20, None),
    ]  # fmt: skip


def test_figures_keep_their_thousands_apart_in_every_language() -> None:
    assert figure_text(1033) == "1\u202f033"
    assert figure_text(shown(8600)) == "8\u202f600"
    assert figure_text(HIDDEN) == "<5"
    assert figure_text("P6") == "P6"


def test_a_family_is_drawn_by_generations_without_overlap() -> None:
    people = [Kin(str(n), f"Name {n}", "sub", n // 4) for n in range(10)]
    ties = [Tie("0", "4"), Tie("0", "1", "partner", is_sure=False), Tie("4", "9", "care")]

    graph = draw(people, ties, label="x", sentences=("one",))

    for one in graph.boxes:
        assert one.left >= 0 and one.left + one.span <= graph.width
        for other in graph.boxes:
            apart = one.left + one.span <= other.left or other.left + other.span <= one.left
            assert one is other or one.top != other.top or apart
    assert [line.css for line in graph.lines] == ["", "unsure", "care"]
    assert graph.has_care


def test_nobody_makes_an_empty_drawing() -> None:
    graph = draw((), (), label="x", sentences=())

    assert graph.boxes == () and graph.height > 0
