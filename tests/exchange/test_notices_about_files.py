"""The table of notices about files and the tests of this folder agree."""

from __future__ import annotations

from pathlib import Path

from kuajie.messages import Notice
from kuajie.messages.notices import files, programme_file, records


def test_every_notice_about_files_is_asserted_by_some_test():
    """The table of notices holds nothing that no test has seen happen."""
    modules = (files, programme_file, records)
    notices = [each for module in modules for each in vars(module).values() if isinstance(each, Notice)]
    asserted = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [notice.code for notice in notices if f'"{notice.code}"' not in asserted] == []
    assert len({notice.code for notice in notices}) == len(notices)
