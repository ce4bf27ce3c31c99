"""Which encoding a text is in is judged, never guessed into nonsense."""

from __future__ import annotations

from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings

FILE = "zhihai/orders.csv"


def test_broken_utf8_is_not_taken_for_gb18030():
    """A UTF-8 file that lost bytes of a character may decode as GB18030, into nonsense."""
    raw = "order_id,buyer\n1,某某公司\n2,某某公司\n".encode()
    start = raw.index("某".encode())
    lost = [raw[:place] + raw[place + 2 :] for place in range(start, start + 11)]
    assert any(decodes(each, "gb18030") for each in lost)
    for each in lost:
        findings = Findings()
        broken = not decodes(each, "utf-8")
        assert (utf8_bytes(each, file=FILE, findings=findings) is None) == broken
        assert findings.refused(FILE) == broken


def decodes(raw, encoding):
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
