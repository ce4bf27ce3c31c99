"""Lines fit, lose nothing, and break where Chinese may break."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kuajie.cli.wrapping import wrap

WORDS = st.lists(
    st.sampled_from(["收益", "最大，", "（边上）", "x", "=", "0.6", "profit", "。", "“顶点”", "(1 + y)"]),
    max_size=40,
)


@given(WORDS, st.integers(12, 60))
def test_lines_fit_and_nothing_is_lost(words: list[str], width: int) -> None:
    text = " ".join(words)
    wrapped = wrap(text, width)
    assert "".join(wrapped.split()) == "".join(text.split())
    for line in wrapped.split("\n"):
        assert cell_len(line) <= width


@given(WORDS, st.integers(12, 60))
def test_no_line_begins_with_a_closing_mark(words: list[str], width: int) -> None:
    text = "收益" + "".join(words)  # without spaces, so that marks cling to what is before them
    for line in wrap(text, width).split("\n"):
        assert not line.startswith(("，", "。", "）", "”"))
        assert not line.endswith(("（", "“"))
