"""The steps of the cycle: what each is called, where and by whom it is taken, how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.pages.cycle_facts import CycleFacts
from kuajie_site.plans.models import State
from kuajie_site.studies.table import STUDIES


class Standing(StrEnum):
    """How a step stands; ``CHANGED``: files or response have changed since; ``NONE``: nothing to do."""

    DONE = "done"
    CHANGED = "changed"
    UNDER_WAY = "under_way"
    OPEN = "open"
    HIDDEN = "hidden"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A step: its page (``place`` and the arguments of its address), who sees and who takes it."""

    key: str
    name: Text
    why: Text
    place: str
    arguments: tuple[str, ...] = ()
    sees: Action = Action.SEE
    takes: Action
    standing: Callable[[CycleFacts], Standing]
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One of the four stages, and its steps."""

    name: Text
    lead: Text
    rows: tuple[Row, ...]


def _done(done: object) -> Standing:
    return Standing.DONE if done else Standing.OPEN


def _of_study(name: str, facts: CycleFacts) -> Standing:
    if name in facts.hidden:
        return Standing.HIDDEN
    if name in facts.under_way:
        return Standing.UNDER_WAY
    last = facts.answers.get(name)
    if last is None:
        return Standing.OPEN
    return Standing.CHANGED if last.outdated else Standing.DONE


def _of_agreement(facts: CycleFacts) -> Standing:
    if State.AGREED in facts.proposals:
        return Standing.DONE
    return Standing.UNDER_WAY if State.PROPOSED in facts.proposals else Standing.OPEN


def _of_months(facts: CycleFacts) -> Standing:
    if not facts.months:
        return Standing.OPEN
    return Standing.DONE if all(month["closed"] for month in facts.months) else Standing.UNDER_WAY


def _of_cases(facts: CycleFacts) -> Standing:
    if not facts.cases:
        return Standing.NONE
    waiting = any(len(case["ruled"]) < len(case["claims"]) for case in facts.cases)
    return Standing.UNDER_WAY if waiting else Standing.DONE


def _study(name: str, called: Text) -> Row:
    study = STUDIES[name]
    return Row(
        key=name,
        name=called,
        why=study.asks,
        place="study",
        arguments=(name,),
        takes=Action.ASK,
        standing=partial(_of_study, name),
        private=study.private,
    )


DESIGN: Final = Stage(
    name=Text(en="Design", zh="设计"),
    lead=Text(en="Find what works, what to do, and who gets what.", zh="弄清什么有效、怎么做、怎么分。"),
    rows=(
        _study("fit", Text(en="Fit the response", zh="拟合响应")),
        _study("plan", Text(en="Find a plan", zh="计算方案")),
        _study("split", Text(en="Split the joint profit", zh="分配联合收益")),
        _study("terms", Text(en="Design the terms", zh="设计条款")),
        Row(
            key="agree",
            name=Text(en="Agree on a plan", zh="就方案达成一致"),
            why=Text(
                en="Propose the plan; it is in force once every party has approved the same one.",
                zh="提出方案；各方均批准同一方案后即生效。",
            ),
            place="plans",
            takes=Action.PROPOSE,
            standing=_of_agreement,
        ),
    ),
)
INTEGRATE: Final = Stage(
    name=Text(en="Integrate", zh="对接"),
    lead=Text(en="Bring people, files and catalogues together.", zh="对接人员、文件与课程目录。"),
    rows=(
        Row(
            key="files",
            name=Text(en="Bring your files", zh="上传本方文件"),
            why=Text(
                en="Orders, spend and training of your party: what everything else rests on.",
                zh="本方的订单、投入与培训，是其他一切的依据。",
            ),
            place="data",
            sees=Action.SEE_OWN_DATA,
            takes=Action.UPLOAD,
            standing=lambda facts: _done(facts.has_files),
        ),
        _study("check", Text(en="Check all files", zh="检查全部文件")),
        Row(
            key="people",
            name=Text(en="Invite all parties", zh="邀请各合作方"),
            why=Text(en="Somebody has to sit here for every party.", zh="每个合作方都要有人参与。"),
            place="people",
            takes=Action.INVITE,
            standing=lambda facts: _done(not facts.alone),
        ),
        Row(
            key="disclosure",
            name=Text(en="Disclose what others need", zh="公开对方所需信息"),
            why=Text(
                en="Answers are shown to a party only where all others have disclosed what they rest on.",
                zh="各方公开相应内容后，结果才会向对方显示。",
            ),
            place="disclosure",
            takes=Action.DISCLOSE,
            standing=lambda facts: _done(facts.showing),
        ),
        _study("link", Text(en="Link the catalogues", zh="对应课程目录")),
    ),
)
RUN: Final = Stage(
    name=Text(en="Run and monitor", zh="运行与监测"),
    lead=Text(en="Keep to the rules, settle every month.", zh="合规运行，按月结算。"),
    rows=(
        _study("guard", Text(en="Check compliance", zh="检查合规")),
        Row(
            key="settlement",
            name=Text(en="Settle every month", zh="按月结算"),
            why=Text(
                en="Post the month, compare the statements, sign them, lock the month.",
                zh="入账、核对对账单、签署、锁定。",
            ),
            place="settlement",
            sees=Action.SEE_SETTLEMENT,
            takes=Action.KEEP_BOOKS,
            standing=_of_months,
        ),
        Row(
            key="disputes",
            name=Text(en="Settle disputes", zh="处理争议"),
            why=Text(en="Cases that wait for an answer or a ruling.", zh="等待答复或裁决的案件。"),
            place="disputes",
            sees=Action.SEE_SETTLEMENT,
            takes=Action.RULE,
            standing=_of_cases,
        ),
    ),
)
EVALUATE: Final = Stage(
    name=Text(en="Evaluate and improve", zh="评估与改进"),
    lead=Text(en="Learn from what came in, and plan again.", zh="从结果中学习，再次规划。"),
    rows=(
        _study("learn", Text(en="Choose experiments", zh="选择实验")),
        _study("frontier", Text(en="See what more would bring", zh="看再投入能带来什么")),
        _study("replan", Text(en="Change the weeks that are left", zh="调整余下各周")),
    ),
)
STAGES: Final = (DESIGN, INTEGRATE, RUN, EVALUATE)
ORDER: Final = ("files", "check", "fit", "plan", "split", "people", "disclosure", "agree", "settlement")
"""What comes first where several steps are open; those that are not named never come next."""
