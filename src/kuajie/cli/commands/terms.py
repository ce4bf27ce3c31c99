"""``kuajie terms``: which terms reach a split, and would the parties keep to the plan under them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Folder, NoCertificate, PlanDraws
from kuajie.cli.options import AsJson, Language, option
from kuajie.cli.split_options import Patience, RuleChoice, RuleOption, read_patience
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Design terms that bring every party its share of the joint plan: shares of revenue and costs, fees, "
    "guarantees, costs repaid first, tiers, caps. For each kind of terms: whether it reaches the split, what "
    "each party would gain by leaving the plan, and who may make a loss; then which to sign.\n\n"
    "Example: kuajie terms my-programme --target a=0.5,b=0.3,c=0.2 --output deal.toml",
    zh="为联合方案设计条款，使各方得到应得的份额：收入与成本分成、固定费用、保底、先行回本、阶梯分成、封顶。"
    "逐类说明能否达到目标分配、各方偏离方案可多得多少、谁可能亏损，并给出建议签署的条款。\n\n"
    "示例：kuajie terms 我的项目 --target a=0.5,b=0.3,c=0.2 --output 条款.toml",
)
TargetSplit = Annotated[
    str | None,
    option(
        "--target",
        Text(
            en="What each party is to have: shares of joint profit such as a=0.5,b=0.3,c=0.2, or amounts. "
            "Otherwise what the rule gives.",
            zh="各方应得：联合收益的份额，如 a=0.5,b=0.3,c=0.2；或金额。不写则按分配规则。",
        ),
        metavar="A=0.5,B=0.5",
    ),
]


class FamilyChoice(StrEnum):
    """Kinds of terms that can be asked for."""

    REVENUE_SHARE = "revenue_share"
    REVENUE_SHARE_PLUS_FEE = "revenue_share_plus_fee"
    REVENUE_AND_COST_SHARE = "revenue_and_cost_share"
    REVENUE_AND_COST_SHARE_PLUS_FEE = "revenue_and_cost_share_plus_fee"
    RECOUP_FIRST = "recoup_first"
    GUARANTEE = "guarantee"
    TIERS_MARGINAL = "tiers_marginal"
    TIERS_RETROACTIVE = "tiers_retroactive"
    CAP = "cap"
    FIXED_FEE = "fixed_fee"
    SECOND_BEST_SHARE = "second_best_share"


FamilyOption = Annotated[
    FamilyChoice | None,
    option(
        "--family",
        Text(
            en=f"Recommend this kind of terms, one of {', '.join(FamilyChoice)}. The last searches the best "
            "shares of revenue alone.",
            zh=f"指定条款类型：{'、'.join(FamilyChoice)}。最后一种搜寻只分收入时最优的比例。",
        ),
        metavar="KIND",
    ),
]
Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(
            en="Write the recommended terms into this file; kuajie deal --terms tries them.",
            zh="把建议的条款写入该文件；可用 kuajie deal --terms 试算。",
        ),
        short="-o",
        metavar="FILE",
    ),
]
Overwrite = Annotated[
    bool,
    option("--overwrite", Text(en="Replace the file if there is one.", zh="文件已存在时予以替换。")),
]


def command(
    *,
    folder: Folder,
    target: TargetSplit = None,
    rule: RuleOption = RuleChoice.NASH,
    patience: Patience = None,
    family: FamilyOption = None,
    output: Output = None,
    overwrite: Overwrite = False,
    plan_draws: PlanDraws = 100,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Design terms for a folder's plan and show them."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.terms_design import terms_blocks
    from kuajie.usecases.progress import part_of
    from kuajie.usecases.terms_asked import asked_target
    from kuajie.wiring.terms import require_new_file, terms_of_folder, write_terms

    with command_session(lang=lang, as_json=as_json) as session:
        patient = read_patience(patience)
        require_new_file(output, overwrite=overwrite)
        reading = part_of(session.progress, start=0.0, end=0.1)
        project = read_folder(folder, session=session, progress=reading)
        answer = terms_of_folder(
            project,
            rule=str(rule),
            patience=patient,
            target=asked_target(project.programme.party_ids, target),
            family=None if family is None else str(family),
            draws=plan_draws,
            certified=not no_certificate,
            progress=part_of(session.progress, start=0.1, end=1.0),
        )
        if output is not None:
            write_terms(answer, output)
    show_answer(session, answer, terms_blocks)
