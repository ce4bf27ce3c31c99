"""The commands. Each module has a ``DESCRIPTION`` (its help) and a function ``command``; each has a row here.

A command's module is imported only when that command is called, so that ``kuajie --help`` stays quick. Inside
a module, import use cases and adapters in the function, so that the command's own ``--help`` is quick too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Final

from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRow:
    """One command: its name on the command line, its module, and what it does in one line.

    A module's name with a dot in it is whole; without one, the module is beside this file.
    """

    name: str
    module: str
    summary: Text


COMMANDS: Final[tuple[CommandRow, ...]] = (
    CommandRow(
        name="demo",
        module="demo",
        summary=Text(
            en="See the main job from end to end on a simulated programme.",
            zh="在模拟项目上完整演示主流程。",
        ),
    ),
    CommandRow(
        name="new",
        module="new",
        summary=Text(
            en="Write a simulated programme folder, or list the templates.",
            zh="生成模拟的合作项目文件夹，或列出模板。",
        ),
    ),
    CommandRow(
        name="check",
        module="check",
        summary=Text(
            en="Read a programme folder and say what it holds and lacks.",
            zh="读取合作项目文件夹，说明内容与问题。",
        ),
    ),
    CommandRow(
        name="needs",
        module="needs",
        summary=Text(
            en="Compare what the parties share, lack and owe.",
            zh="比较各方的共同资源、缺口与职责。",
        ),
    ),
    CommandRow(
        name="partners",
        module="partners",
        summary=Text(
            en="Rank candidate partners, and say how firm the ranking is.",
            zh="为候选合作方排序，并说明排名有多稳。",
        ),
    ),
    CommandRow(
        name="fit",
        module="fit",
        summary=Text(
            en="Fit how enrolments respond, for a folder or a weekly table.",
            zh="拟合报名对各杠杆的响应（文件夹或周表）。",
        ),
    ),
    CommandRow(
        name="plan",
        module="plan",
        summary=Text(
            en="Find the best joint plan, with a certificate.",
            zh="寻找最优联合方案，并给出证书。",
        ),
    ),
    CommandRow(
        name="learn",
        module="learn",
        summary=Text(
            en="Say which experiment would pay, lever by lever.",
            zh="逐一说明各杠杆的实验是否划算。",
        ),
    ),
    CommandRow(
        name="replan",
        module="replan",
        summary=Text(
            en="Plan the rest of a programme under way.",
            zh="为进行中的项目规划余下各周。",
        ),
    ),
    CommandRow(
        name="frontier",
        module="frontier",
        summary=Text(
            en="Trace profit over cost, or one party's over another's.",
            zh="描绘收益与投入的前沿，或两方收益之间的前沿。",
        ),
    ),
    CommandRow(
        name="split",
        module="split",
        summary=Text(
            en="Divide the plan's joint profit among the parties.",
            zh="在各方之间分配方案的联合收益。",
        ),
    ),
    CommandRow(
        name="terms",
        module="terms",
        summary=Text(
            en="Design terms that reach a split and make the plan happen.",
            zh="设计能达到目标分配、让方案得以执行的条款。",
        ),
    ),
    CommandRow(
        name="deal",
        module="deal",
        summary=Text(
            en="Try terms: what they mean for every party.",
            zh="试算合作条款对每一方意味着什么。",
        ),
    ),
    CommandRow(
        name="contract",
        module="contract",
        summary=Text(
            en="Write the terms as a contract to read and sign.",
            zh="把合作条款写成可阅读与签署的文本。",
        ),
    ),
    CommandRow(
        name="schema",
        module="schema",
        summary=Text(
            en="Print the JSON Schema of the terms, for editors.",
            zh="输出合作条款的 JSON Schema，供编辑器使用。",
        ),
    ),
    CommandRow(
        name="graph",
        module="graph",
        summary=Text(
            en="Join partners' catalogues into one course graph.",
            zh="把各方的课程目录合成一张课程图谱。",
        ),
    ),
    CommandRow(
        name="link",
        module="link",
        summary=Text(
            en="Propose which entries of different catalogues are the same.",
            zh="找出不同目录中可能相同的条目，供人工判定。",
        ),
    ),
    CommandRow(
        name="recommend",
        module="recommend",
        summary=Text(
            en="Recommend courses to learners from what learners took.",
            zh="根据学员的学习记录为其推荐课程。",
        ),
    ),
    CommandRow(
        name="bundles",
        module="bundles",
        summary=Text(
            en="Find courses of different partners that complete each other.",
            zh="寻找不同合作方之间互补的课程组合。",
        ),
    ),
    CommandRow(
        name="path",
        module="path",
        summary=Text(
            en="Find the cheapest courses that lead a learner to a goal.",
            zh="寻找让学员学到目标的最省课程路径。",
        ),
    ),
    CommandRow(
        name="settle",
        module="settle",
        summary=Text(
            en="Settle a month: execute the terms on every order.",
            zh="按月结算：逐笔执行合作条款。",
        ),
    ),
    CommandRow(
        name="reconcile",
        module="reconcile",
        summary=Text(
            en="Compare two sides' own books, line by line.",
            zh="逐行核对双方各自的账本。",
        ),
    ),
    CommandRow(
        name="reconcile-keys",
        module="reconcile_keys",
        summary=Text(
            en="Write a book so that it can be compared unseen.",
            zh="把账本写成无需出示即可核对的形式。",
        ),
    ),
    CommandRow(
        name="reconcile-psi",
        module="reconcile_psi",
        summary=Text(
            en="Compare books by private set intersection.",
            zh="用隐私求交核对账本。",
        ),
    ),
    CommandRow(
        name="dispute",
        module="dispute",
        summary=Text(
            en="Dispute lines of a month: what is payable anyway, and the rulings.",
            zh="处理结算争议：可先支付的部分与逐项裁决。",
        ),
    ),
    CommandRow(
        name="verify",
        module="verify",
        summary=Text(
            en="Recompute an evidence bundle and name the first line that differs.",
            zh="重新计算证据包，指出第一处不一致。",
        ),
    ),
    CommandRow(
        name="guard",
        module="guard",
        summary=Text(
            en="Check referrals, prepayment, claims and consent against the law.",
            zh="检查推荐层级、预收费、宣传用语与同意是否合规。",
        ),
    ),
    CommandRow(
        name="structures",
        module="structures",
        summary=Text(
            en="Compare deciding together, alone, and behind a leader.",
            zh="比较共同决策、各自决策与一方领导。",
        ),
    ),
    CommandRow(
        name="report",
        module="report",
        summary=Text(
            en="Write the report as one HTML file.",
            zh="把报告写成一个 HTML 文件。",
        ),
    ),
    CommandRow(
        name="run",
        module="run",
        summary=Text(
            en="All steps in one go: check, needs, fit, plan, split, report.",
            zh="一次完成全部步骤：检查、需求、拟合、方案、分配、报告。",
        ),
    ),
    CommandRow(
        name="solve",
        module="solve",
        summary=Text(
            en="Solve one budget instance with known responses, with a proved bound.",
            zh="求解一个响应已知的预算实例，并给出已证明的上界。",
        ),
    ),
    CommandRow(
        name="game",
        module="game",
        summary=Text(
            en="Compare the game structures of a model from the literature.",
            zh="比较文献模型在各种博弈结构下的结果。",
        ),
    ),
    CommandRow(
        name="brief",
        module="brief",
        summary=Text(
            en="Work out the founding formula: best corner, break-even, frontier, gradient path.",
            zh="计算最初的公式：最优顶点、盈亏平衡、前沿与梯度路径。",
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


@cache
def all_commands() -> tuple[CommandRow, ...]:
    """Return the commands here and those that other packages register.

    They do so by an entry point of the group ``kuajie.commands`` that names a ``CommandRow``; importing it
    should be quick.
    """
    registered = sorted(entry_points(group="kuajie.commands"), key=lambda entry: entry.name)
    return (*COMMANDS, *(entry.load() for entry in registered))
