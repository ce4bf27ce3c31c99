"""``kuajie fit``: how enrolments respond, for a programme folder or a plain weekly table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kuajie.cli.folder_options import Chains, Draws, HoldOut, Seed, WarmUp
from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Fit how enrolments respond to every lever: what each brought, its return on spend with interval, and "
    "how far the fit can be trusted. Give a programme folder, or with --panel a plain table with one row per "
    "week. The settings of a folder's last fit are used by its plan, split and report.\n\n"
    "Example: kuajie fit my-programme --holdout 13\n"
    "Example: kuajie fit --panel weekly.csv --outcome sales --date week --levers tv,search --controls rain",
    zh="拟合报名对各杠杆的响应：每个杠杆带来了多少、投入回报及其区间，以及结果有多可信。可以给合作项目文件夹，"
    "也可以用 --panel 给出每周一行的普通表格。文件夹最近一次拟合的设置会被方案、分配与报告沿用。\n\n"
    "示例：kuajie fit 我的项目 --holdout 13\n"
    "示例：kuajie fit --panel 周表.csv --outcome 销量 --date 日期 --levers 电视,搜索 --controls 降雨",
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
PanelFile = Annotated[
    Path | None,
    option(
        "--panel",
        Text(
            en="A weekly table, CSV or XLSX, instead of a folder.", zh="用来代替文件夹的周表，CSV 或 XLSX。"
        ),
    ),
]
Outcome = Annotated[
    str | None,
    option("--outcome", Text(en="Column of what is to be explained.", zh="待解释的结果所在的列。")),
]
DateColumn = Annotated[
    str | None, option("--date", Text(en="Column of the weeks' dates.", zh="各周日期所在的列。"))
]
Levers = Annotated[
    str | None,
    option("--levers", Text(en="Columns of the levers, with commas.", zh="杠杆所在的列，以逗号分隔。")),
]
Training = Annotated[
    str | None,
    option(
        "--training",
        Text(en="Those columns that are training levers.", zh="其中属于培训杠杆的列。"),
    ),
]
PriceColumn = Annotated[str | None, option("--price", Text(en="Column of the price.", zh="价格所在的列。"))]
Controls = Annotated[
    str | None,
    option(
        "--controls",
        Text(
            en="Columns that move the outcome but that nobody decides, with commas.",
            zh="影响结果但无人能决定的列，以逗号分隔。",
        ),
    ),
]
Country = Annotated[
    str | None,
    option(
        "--country",
        Text(
            en="Country whose holidays count, such as CN, or none; CN otherwise.",
            zh="计入哪个国家的节假日，例如 CN，或 none；默认 CN。",
        ),
    ),
]
Currency = Annotated[
    str | None,
    option(
        "--currency",
        Text(
            en="Levers and price are money in this currency; otherwise each counts in its own unit.",
            zh="表示杠杆与价格都是该货币的金额；未给出时各按自己的单位计。",
        ),
    ),
]
CarryOver = Annotated[
    Literal["none", "geometric", "delayed_geometric", "weibull"] | None,
    option(
        "--carry-over",
        Text(
            en="Carry-over: none, geometric (the usual), delayed_geometric, weibull.",
            zh="余效：none、geometric（默认）、delayed_geometric、weibull。",
        ),
        metavar="NAME",
    ),
]
Saturation = Annotated[
    Literal["identity", "square_root", "power", "log", "exponential", "logistic", "tanh", "hill"] | None,
    option(
        "--saturation",
        Text(
            en="Saturation: identity, square_root, power, log, exponential (the usual), logistic, "
            "tanh, hill.",
            zh="饱和：identity、square_root、power、log、exponential（默认）、logistic、tanh、hill。",
        ),
        metavar="NAME",
    ),
]


def command(
    *,
    folder: MaybeFolder = None,
    draws: Draws = None,
    warm_up: WarmUp = None,
    chains: Chains = None,
    seed: Seed = None,
    holdout: HoldOut = None,
    panel: PanelFile = None,
    outcome: Outcome = None,
    date: DateColumn = None,
    levers: Levers = None,
    training: Training = None,
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
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.sampling import settings_of
    from kuajie.cli.session import command_session
    from kuajie.cli.table_options import table_request
    from kuajie.present.fit import fit_blocks
    from kuajie.usecases.progress import part_of

    settings = settings_of(draws=draws, warm_up=warm_up, chains=chains, seed=seed)
    table = table_request(
        folder=folder,
        panel=panel,
        outcome=outcome,
        date=date,
        levers=levers,
        training=training,
        price=price,
        controls=controls,
        country=country,
        currency=currency,
        carry_over=carry_over,
        saturation=saturation,
    )
    with command_session(lang=lang, as_json=as_json) as session:
        if table is not None:
            answer = wiring.fit_table(
                table, settings=settings, holdout_weeks=holdout or 0, progress=session.progress
            )
        else:
            assert folder is not None  # noqa: S101 - told to the type checker; table_request refuses neither
            reading = part_of(session.progress, start=0.0, end=0.2)
            fitting = part_of(session.progress, start=0.2, end=1.0)
            project = read_folder(folder, session=session, progress=reading)
            answer = wiring.fit(project, settings=settings, holdout_weeks=holdout or 0, progress=fitting)
    show_answer(session, answer, fit_blocks)
