"""The warehouse on DuckDB keeps the contract and stays within this machine."""

from __future__ import annotations

import duckdb
import pytest
from event_rows import at, make_events
from warehouse_contract import WarehouseContract

from kuajie.warehouse.duckdb_engine import open_duckdb
from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse
from kuajie.warehouse.named_tables import record_table


class TestDuckDBWarehouse(WarehouseContract):
    @pytest.fixture
    def warehouse(self) -> DuckDBWarehouse:
        return DuckDBWarehouse()


def test_results_have_the_types_expressions_declare() -> None:
    events = make_events(orders=[{"ordered_at": at("2026-03-02T12:00"), "quantity": 2**40}] * 3)
    orders = record_table("orders")
    with open_duckdb(events.tables) as engine:
        total = engine.run(orders.aggregate(quantity=orders.quantity.sum()))
    assert total.to_pylist() == [{"quantity": 3 * 2**40}]
    assert str(total.schema.field("quantity").type) == "int64"


@pytest.mark.parametrize("statement", ["INSTALL httpfs", "SELECT * FROM read_csv('/etc/hostname')"])
def test_the_engine_fetches_and_reads_nothing(statement: str) -> None:
    with open_duckdb({}) as engine, pytest.raises(duckdb.Error):
        engine._connection.execute(statement)
