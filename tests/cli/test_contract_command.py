"""``kuajie contract``: shown, written in two forms, and refused where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_shown_written_and_as_json_it_says_the_same(
    kuajie: Kuajie, small_folder: Path, tmp_path: Path, lang: str
) -> None:
    record = kuajie("contract", str(small_folder), "--json", "--lang", lang).record
    shown = kuajie("contract", str(small_folder), "--lang", lang)
    assert shown.code == 0
    texts = [shown.out]
    for name in ("contract.html", "contract.md"):
        written = kuajie("contract", str(small_folder), "-o", str(tmp_path / name), "--lang", lang)
        assert (written.code, written.out) == (0, "")
        texts.append((tmp_path / name).read_text(encoding="utf-8"))
    for text in texts:
        assert record["hash"] in text
        for rule in record["rules"]:
            assert rule.replace("'", "&#39;") in text or rule in text
    assert record["terms"]["currency"] == "CNY"


@pytest.mark.parametrize("name", ["contract.pdf", "contract", "none/contract.html"])
def test_a_place_or_form_that_cannot_be_is_refused(
    kuajie: Kuajie, small_folder: Path, tmp_path: Path, name: str
) -> None:
    refused = kuajie("contract", str(small_folder), "-o", str(tmp_path / name))
    assert refused.code == 2
    assert not (tmp_path / name).exists()
