"""The commands. Each module has a ``DESCRIPTION`` (its help) and a function ``command``; each has a row here.

A command's module is imported only when that command is called, so that ``kuajie --help`` stays quick. Inside
a module, import use cases and adapters in the function, so that the command's own ``--help`` is quick too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRow:
    """One command: its name on the command line, its module here, and what it does in one line."""

    name: str
    module: str
    summary: Text


COMMANDS: Final[tuple[CommandRow, ...]] = (
    CommandRow(
        name="brief",
        module="brief",
        summary=Text(
            en="Work out the founding formula: best corner, break-even, frontier, gradient path.",
            zh="计算奠基公式：最优顶点、盈亏平衡、前沿与梯度路径。",
        ),
    ),
    CommandRow(
        name="doctor",
        module="doctor",
        summary=Text(
            en="Check this machine, and say what is missing and how to install it.",
            zh="检查本机环境，列出缺少的部分及安装方法。",
        ),
    ),
)
