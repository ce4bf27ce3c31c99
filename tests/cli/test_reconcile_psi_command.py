"""``kuajie reconcile-psi``: three steps, refused in words where the extra or a file is missing."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Kuajie = Callable[..., Any]
INSTALLED = find_spec("private_set_intersection") is not None


def test_the_command_refuses_what_it_cannot_do(kuajie: Kuajie, tmp_path: Path) -> None:
    ours = tmp_path / "ours.csv"
    ours.write_text("order_id,paid,currency\n1,5.00,CNY\n", encoding="utf-8")
    lacking = kuajie("reconcile-psi", "ask", str(ours))
    assert lacking.code == 2
    assert "This step needs -o, --state." in lacking.err
    state, request = tmp_path / "key", tmp_path / "request.json"
    asked = kuajie("reconcile-psi", "ask", str(ours), "-o", str(request), "--state", str(state))
    if not INSTALLED:
        assert asked.code == 5
        assert "pip install 'kuajie[psi]'" in asked.err
        assert not request.exists()
        return
    reply = tmp_path / "reply.json"
    assert kuajie("reconcile-psi", "answer", str(ours), str(request), "-o", str(reply)).code == 0
    read = kuajie("reconcile-psi", "read", str(ours), str(reply), "--state", str(state), "--json")
    assert read.record["reasons"] == {"matched": 1, "amount_differs": 0, "missing_in_b": 0}
