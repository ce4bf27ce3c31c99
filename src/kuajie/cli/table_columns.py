"""Options of ``kuajie fit`` that name the columns of a weekly table and the formulas of its levers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from kuajie.cli.options import option
from kuajie.messages import Text

TABLE = Text(en="A plain weekly table instead of a folder", zh="用普通周表代替文件夹")


def _column(name: str, *, en: str, zh: str, metavar: str = "COLUMN") -> Any:
    return option(name, Text(en=en, zh=zh), panel=TABLE, metavar=metavar)


PanelFile = Annotated[
    Path | None,
    _column(
        "--panel",
        en="The table, CSV or XLSX: one row per week, or per week and series.",
        zh="周表文件，CSV 或 XLSX：每周一行，或每个序列每周一行。",
        metavar="FILE",
    ),
]
Outcome = Annotated[
    str | None, _column("--outcome", en="What is to be explained.", zh="待解释的结果所在的列。")
]
DateColumn = Annotated[str | None, _column("--date", en="The weeks' dates.", zh="各周日期所在的列。")]
Levers = Annotated[
    str | None,
    _column("--levers", en="The levers, with commas.", zh="杠杆所在的列，以逗号分隔。", metavar="COLUMNS"),
]
Training = Annotated[
    str | None,
    _column(
        "--training", en="Those that are training levers.", zh="其中属于培训杠杆的列。", metavar="COLUMNS"
    ),
]
Reach = Annotated[
    list[str] | None,
    _column(
        "--reach",
        en="How many people a lever reached: video=people_seen. May be repeated; with --frequency.",
        zh="某个杠杆触达的人数：视频=触达人数。可重复给出，与 --frequency 合用。",
        metavar="LEVER=COLUMN",
    ),
]
Frequency = Annotated[
    list[str] | None,
    _column(
        "--frequency",
        en="How often a lever met each person it reached: video=views_each. With --reach.",
        zh="某个杠杆对每位触达者的平均次数：视频=人均次数。与 --reach 合用。",
        metavar="LEVER=COLUMN",
    ),
]
Series = Annotated[
    str | None,
    _column(
        "--series",
        en="What tells regions, courses or partners apart, where the table has several.",
        zh="表中有多个地区、课程或合作方时，用来区分它们的列。",
    ),
]
PriceColumn = Annotated[str | None, _column("--price", en="The price.", zh="价格所在的列。")]
Controls = Annotated[
    str | None,
    _column(
        "--controls",
        en="What moves the outcome but nobody decides, with commas.",
        zh="影响结果但无人能决定的列，以逗号分隔。",
        metavar="COLUMNS",
    ),
]
Country = Annotated[
    str | None,
    _column(
        "--country",
        en="Country whose holidays count, such as CN, or none; CN otherwise.",
        zh="计入哪个国家的节假日，例如 CN，或 none；默认 CN。",
        metavar="CODE",
    ),
]
Currency = Annotated[
    str | None,
    _column(
        "--currency",
        en="Levers and price are money in this currency; otherwise each counts in its own unit.",
        zh="表示杠杆与价格都是该货币的金额；未给出时各按自己的单位计。",
        metavar="CODE",
    ),
]
CarryOver = Annotated[
    Literal["none", "geometric", "delayed_geometric", "weibull"] | None,
    _column(
        "--carry-over",
        en="Carry-over: none, geometric (the usual), delayed_geometric, weibull.",
        zh="余效：none、geometric（默认）、delayed_geometric、weibull。",
        metavar="NAME",
    ),
]
Saturation = Annotated[
    Literal["identity", "square_root", "power", "log", "exponential", "logistic", "tanh", "hill"] | None,
    _column(
        "--saturation",
        en="Saturation: identity, square_root, power, log, exponential (the usual), logistic, tanh, hill.",
        zh="饱和：identity、square_root、power、log、exponential（默认）、logistic、tanh、hill。",
        metavar="NAME",
    ),
]
