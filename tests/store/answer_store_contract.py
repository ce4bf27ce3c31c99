"""What every answer store must do. Inherit ``AnswerStoreContract`` and give the fixture ``open_store``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kuajie.usecases.ports import AnswerStore

KEY, OTHER = "0" * 64, "f" * 64
RECORD = {
    "title": "方案",
    "shares": {"platform": 0.1, "school": -2.5e-17},
    "weeks": ["2026-11-16"],
    "note": None,
}


def arrays() -> dict[str, np.ndarray]:
    return {
        "draws": np.arange(6.0).reshape(2, 3) / 7,
        "missing": np.array([np.nan, np.inf, -0.0]),
        "none at all": np.zeros((0, 4)),
        "single": np.array(3.5),
        "file": np.array([1.0]),
        "../名称": np.array([2.0]),
    }


class AnswerStoreContract:
    """``open_store`` returns the same store anew at each call, as another process would see it."""

    OpenStore = Callable[[], AnswerStore]

    @pytest.fixture
    def open_store(self) -> OpenStore:
        raise LookupError("give the fixture open_store")

    def test_an_unknown_key_has_no_answer(self, open_store: OpenStore) -> None:
        assert open_store().load(KEY) is None

    def test_what_is_kept_comes_back(self, open_store: OpenStore) -> None:
        open_store().save(KEY, RECORD, arrays())
        found = open_store().load(KEY)
        assert found is not None
        record, kept = found
        assert record == RECORD
        assert list(kept) == list(arrays())
        for name, array in arrays().items():
            np.testing.assert_array_equal(kept[name], array, strict=True)
            assert np.array_equal(np.signbit(kept[name]), np.signbit(array))

    def test_an_answer_without_arrays_is_an_answer(self, open_store: OpenStore) -> None:
        open_store().save(KEY, {}, {})
        assert open_store().load(KEY) == ({}, {})

    def test_keys_do_not_meet(self, open_store: OpenStore) -> None:
        store = open_store()
        store.save(KEY, {"answer": 1}, {"a": np.ones(2)})
        store.save(OTHER, {"answer": 2}, {})
        assert open_store().load(OTHER) == ({"answer": 2}, {})
        found = open_store().load(KEY)
        assert found is not None
        assert found[0] == {"answer": 1}
        assert list(found[1]) == ["a"]

    def test_the_later_answer_counts(self, open_store: OpenStore) -> None:
        store = open_store()
        store.save(KEY, {"answer": 1}, {"a": np.ones(2)})
        store.save(KEY, {"answer": 2}, {"b": np.zeros(3)})
        found = open_store().load(KEY)
        assert found is not None
        assert found[0] == {"answer": 2}
        assert list(found[1]) == ["b"]

    def test_loaded_arrays_are_read_only(self, open_store: OpenStore) -> None:
        store = open_store()
        store.save(KEY, {}, {"a": np.ones(2)})
        found = store.load(KEY)
        assert found is not None
        with pytest.raises(ValueError, match="read-only"):
            found[1]["a"][0] = 5.0

    def test_changing_what_was_given_changes_nothing_kept(self, open_store: OpenStore) -> None:
        store, given, record = open_store(), np.ones(2), {"list": [1]}
        store.save(KEY, record, {"a": given})
        given[0] = 9.0
        record["list"].append(2)
        found = store.load(KEY)
        assert found is not None
        assert found[0] == {"list": [1]}
        assert found[1]["a"].tolist() == [1.0, 1.0]

    @pytest.mark.parametrize(
        ("record", "held"),
        [
            ({"share": float("nan")}, {}),
            ({"set": {1, 2}}, {}),
            ({}, {"objects": np.array([{}, []], dtype=object)}),
        ],
    )
    def test_what_cannot_be_kept_leaves_the_old_answer(
        self, open_store: OpenStore, record: dict[str, object], held: dict[str, np.ndarray]
    ) -> None:
        open_store().save(KEY, {"answer": 1}, {})
        with pytest.raises((ValueError, TypeError)):
            open_store().save(KEY, record, held)
        with pytest.raises((ValueError, TypeError)):
            open_store().save(OTHER, record, held)
        assert open_store().load(KEY) == ({"answer": 1}, {})
        assert open_store().load(OTHER) is None
