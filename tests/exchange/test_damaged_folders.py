"""Whatever a cell or a value says, a folder is read or refused in words, and never anything else."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kuajie.messages import BadInput

CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8),
    st.from_regex(r"\A[-+(¥$]?[0-9]{0,20}[.,eE/:年]?[-0-9]{0,6}[)%Z元]?\Z"),
    st.datetimes().map(str),
    st.sampled_from(
        ["1e400", "nan", "٣", "{x}", "0001-01-01 00:00", "9999-12-31 23:59", "JPY", "KWD", "USD", "J1"]
    ),
)
VALUES = st.one_of(
    st.integers(-(10**30), 10**30).map(str),
    st.text("0123456789/.-e{}ab", max_size=6).map('"{}"'.format),
    st.sampled_from(
        ["nan", "inf", "1e400", "true", "[]", "{}", "[1]", "9999-12-27", '{ zhihai = "1" }', '[["a"]]']
    ),
)
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(data=st.data(), cell=CELLS)
def test_any_cell_is_taken_or_refused(read, contents, data, cell):
    path = data.draw(st.sampled_from(sorted(path for path in contents if path.endswith(".csv"))))
    rows = list(csv.reader(io.StringIO(contents[path])))
    row = data.draw(st.integers(1, min(3, len(rows) - 1)))
    rows[row][data.draw(st.integers(0, len(rows[0]) - 1))] = cell
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    with suppress(BadInput):
        read(contents | {path: out.getvalue()})


@MANY
@given(data=st.data(), value=VALUES)
def test_any_value_of_programme_toml_is_taken_or_refused(read, contents, data, value):
    lines = contents["programme.toml"].splitlines()
    place = data.draw(st.sampled_from([place for place, line in enumerate(lines) if "=" in line]))
    lines[place] = f"{lines[place].split('=')[0]}= {value}"
    with suppress(BadInput):
        read(contents | {"programme.toml": "\n".join(lines)})
