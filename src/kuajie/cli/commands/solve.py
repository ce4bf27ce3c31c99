"""``kuajie solve``: the best plan of one budget instance with known responses, and its bound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Solve one budget instance whose responses are known: the best spend of every channel in every "
    "period, the price where it is a decision, and a proved bound on what any plan could reach. "
    "docs/solve.md has the keys of the file. The exit code is 4 when the limits cannot hold together.\n\n"
    "Example: kuajie solve INSTANCE.json -o ANSWER.json",
    zh="求解一个响应已知的预算实例：各渠道各期的最优投入、（若价格可选）最优价格，以及任何方案都不可能超过的上界。"
    "文件的键见 docs/solve.md。各项限制互相冲突时，退出码为 4。\n\n"
    "示例：kuajie solve INSTANCE.json -o ANSWER.json",
)

Instance = Annotated[Path, argument(Text(en="The instance, a JSON file.", zh="实例文件（JSON）。"))]
Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(en="Write the answer into this file.", zh="把答案写入该文件。"),
        short="-o",
        metavar="FILE",
    ),
]
Method = Annotated[
    Literal["auto", "convex", "dynamic_programming", "branch_and_bound", "milp", "first_order"],
    option(
        "--method",
        Text(en="How to solve; auto chooses and says why.", zh="求解方法；auto 自动选择并说明理由。"),
    ),
]
Seconds = Annotated[
    float,
    option(
        "--seconds",
        Text(
            en="Stop after this time with the best plan so far, marked, and its honest gap.",
            zh="到时即停，给出目前最好的方案，并注明实际证明的差距。",
        ),
        metavar="S",
        min=0.1,
        max=86_400.0,
    ),
]


def command(
    *,
    instance: Instance,
    output: Output = None,
    method: Method = "auto",
    seconds: Seconds = 60.0,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Solve an instance, write the answer and show it."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.session import command_session
    from kuajie.messages.notices.instances import ANSWER_NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.present.solve import answer_file, solve_blocks

    with command_session(lang=lang, as_json=as_json) as session:
        if output is not None:
            require_place(output, notice=ANSWER_NOT_WRITTEN)
        answer = wiring.solve(instance, method=method, seconds=seconds, progress=session.progress)
        if output is not None:
            write_whole(output, answer_file(answer, session.locale), notice=ANSWER_NOT_WRITTEN)
    show_answer(session, answer, solve_blocks)
