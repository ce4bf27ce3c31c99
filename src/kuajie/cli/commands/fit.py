"""``kuajie fit``: how enrolments respond, for a programme folder or a plain weekly table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Chains, Draws, HoldOut, Origins, Save, Seed, Update, WarmUp
from kuajie.cli.options import AsJson, Language, argument
from kuajie.cli.response_options import (
    Coupling,
    HalfLife,
    MarketingShare,
    Pooled,
    ReturnOnSpend,
    Scatter,
    Trend,
)
from kuajie.cli.table_columns import (
    CarryOver,
    Controls,
    Country,
    Currency,
    DateColumn,
    Frequency,
    Levers,
    Outcome,
    PanelFile,
    PriceColumn,
    Reach,
    Saturation,
    Series,
    Training,
)
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Fit how enrolments respond to every lever: what each brought week by week, its return on spend with "
    "interval, and whether the fit can be trusted. Give a programme folder, or with --panel a plain table "
    "with one row per week. What is given here goes before programme.toml; plan, split and report then rest "
    "on the same fit.\n\n"
    "A belief is a range, LOW:HIGH, in which the truth is thought to lie nine times out of ten. Past "
    "experiments are read from tests.csv of the folder.\n\n"
    "Example: kuajie fit my-programme --holdout 13 --origins 3\n"
    "Example: kuajie fit my-programme --return-on-spend feed_ads=0.5:3 --half-life feed_ads=0.5:2\n"
    "Example: kuajie fit --panel weekly.csv --outcome sales --date week --levers tv,search --controls rain\n"
    "Example: kuajie fit --panel weekly.csv --outcome sales --date week --levers tv,search --coupling sum "
    "--marketing-share 10%:40%",
    zh="拟合报名对各杠杆的响应：每个杠杆逐周带来了多少、投入回报及其区间，以及结果是否可信。可以给合作项目文件夹，"
    "也可以用 --panel 给出每周一行的普通表格。这里给出的设定优先于 programme.toml，之后的方案、分配与报告都以"
    "同一次拟合为依据。\n\n"
    "“看法”是一个区间，写作 下限:上限，十次中应有九次包含真值。做过的实验从文件夹的 tests.csv 读取。\n\n"
    "示例：kuajie fit 我的项目 --holdout 13 --origins 3\n"
    "示例：kuajie fit 我的项目 --return-on-spend feed_ads=0.5:3 --half-life feed_ads=0.5:2\n"
    "示例：kuajie fit --panel 周表.csv --outcome 销量 --date 日期 --levers 电视,搜索 --controls 降雨\n"
    "示例：kuajie fit --panel 周表.csv --outcome 销量 --date 日期 --levers 电视,搜索 --coupling sum "
    "--marketing-share 10%:40%",
)

MaybeFolder = Annotated[
    Path | None,
    argument(
        Text(
            en="A programme folder; leave it out with --panel.",
            zh="合作项目文件夹；使用 --panel 时省略。",
        )
    ),
]


def command(
    *,
    folder: MaybeFolder = None,
    coupling: Coupling = None,
    scatter: Scatter = None,
    trend: Trend = None,
    pooled: Pooled = None,
    marketing_share: MarketingShare = None,
    return_on_spend: ReturnOnSpend = None,
    half_life: HalfLife = None,
    draws: Draws = None,
    warm_up: WarmUp = None,
    chains: Chains = None,
    seed: Seed = None,
    holdout: HoldOut = None,
    origins: Origins = None,
    update: Update = False,
    save: Save = None,
    panel: PanelFile = None,
    outcome: Outcome = None,
    date: DateColumn = None,
    levers: Levers = None,
    training: Training = None,
    reach: Reach = None,
    frequency: Frequency = None,
    series: Series = None,
    price: PriceColumn = None,
    controls: Controls = None,
    country: Country = None,
    currency: Currency = None,
    carry_over: CarryOver = None,
    saturation: Saturation = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Fit a folder or a table and show the result."""
    given = dict(locals())  # Typer wants every option by name; so they travel on

    from functools import partial

    from kuajie.cli.answers import show_answer
    from kuajie.cli.fit_request import FitRequest
    from kuajie.cli.session import command_session
    from kuajie.present.fit import fit_blocks

    request = FitRequest.of(given)
    with command_session(lang=lang, as_json=as_json) as session:
        answer = request.ask(session)
    show_answer(session, answer, partial(fit_blocks, outcome=request.outcome))
