"""The tables themselves: codes, parameters, refusals, and no compiled code behind their import."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from kuajie.response.registry import CARRY_OVERS, COUPLINGS, PRICE_FACTORS, SATURATIONS, find

TABLES = {
    "carry-overs": CARRY_OVERS,
    "saturations": SATURATIONS,
    "price factors": PRICE_FACTORS,
    "couplings": COUPLINGS,
}
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


@each_table
def test_codes_are_the_places_in_the_table(table):
    """Codes are stored with posteriors: rows may be added at the end, never moved."""
    assert [row.code for row in table.values()] == list(range(len(table)))


@each_table
def test_names_are_the_rows_own(table):
    assert all(find(name, table=table).name == name for name in table)


@each_table
def test_unknown_name_lists_what_is_known(table):
    with pytest.raises(ValueError, match=re.escape(", ".join(table))):
        find("cubic", table=table)


def test_parameters_outside_their_domain_are_refused_with_the_value():
    with pytest.raises(ValueError, match=r"retention must lie in \[0, 1\), but got 1.0"):
        CARRY_OVERS["geometric"].check_parameters(retention=1.0)
    with pytest.raises(ValueError, match=r"slope must lie in \(0, 1\], but got 1.5"):
        SATURATIONS["power"].check_parameters(scale=1.0, slope=1.5)
    with pytest.raises(ValueError, match=r"scale must lie in .* but got nan"):
        SATURATIONS["log"].check_parameters(scale=float("nan"))


def test_missing_or_foreign_parameters_are_refused():
    with pytest.raises(ValueError, match="hill takes parameters"):
        SATURATIONS["hill"].check_parameters(scale=1.0)
    with pytest.raises(ValueError, match="absent takes parameters"):
        PRICE_FACTORS["absent"].check_parameters(elasticity=1.0)


def test_kernel_arguments_come_in_kernel_order():
    assert SATURATIONS["hill"].kernel_arguments(slots=2, slope=2.0, scale=5.0) == (5.0, 2.0)
    assert SATURATIONS["log"].kernel_arguments(slots=2, scale=5.0) == (5.0, 1.0)


def test_importing_the_registry_imports_no_numba():
    program = "import sys, kuajie.response.registry; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
