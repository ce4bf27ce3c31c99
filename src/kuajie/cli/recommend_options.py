"""Options of ``kuajie recommend``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import argument, option
from kuajie.messages import Text

FILES = Text(en="From files instead of a folder", zh="以文件代替文件夹")
LIMITS = Text(en="For a programme folder", zh="用于合作项目文件夹")

Folder = Annotated[
    Path | None,
    argument(
        Text(
            en="A programme folder (it holds programme.toml); or give --train.",
            zh="合作项目文件夹（其中有 programme.toml）；或使用 --train。",
        )
    ),
]
Train = Annotated[
    Path | None,
    option(
        "--train",
        Text(
            en="What learners took: columns user, item and perhaps timestamp; else rows in order of time.",
            zh="学习记录：含 user、item 两列，可含 timestamp 列；无时间列时按行的先后。",
        ),
        panel=FILES,
        metavar="FILE",
    ),
]
Items = Annotated[
    Path | None,
    option(
        "--items",
        Text(
            en="All courses there are (item, perhaps title, provider); otherwise those that somebody took.",
            zh="全部课程（item 列，可含 title、provider 列）；默认只用有人学过的课程。",
        ),
        panel=FILES,
        metavar="FILE",
    ),
]
About = Annotated[
    list[Path] | None,
    option(
        "--kg",
        Text(
            en="What courses are about: columns head (a course), relation, tail. May be given several times.",
            zh="课程的知识图谱：head（课程）、relation、tail 三列。可多次给出。",
        ),
        panel=FILES,
        metavar="FILE",
    ),
]
Provider = Annotated[
    str | None,
    option(
        "--provider",
        Text(
            en="Recommend only courses of this party (in files: column provider of --items).",
            zh="只推荐该合作方的课程（文件中见 --items 的 provider 列）。",
        ),
        metavar="NAME",
    ),
]
Learners = Annotated[
    Path | None,
    option(
        "--learners",
        Text(
            en="Whom to recommend to: user, for a folder perhaps language, level, max_price; else all.",
            zh="为谁推荐（user 列；用于文件夹时可含 language、level、max_price 列）；默认所有人。",
        ),
        metavar="FILE",
    ),
]
Most = Annotated[
    int,
    option(
        "--most",
        Text(en="Recommendations for each learner.", zh="每位学员的推荐数。"),
        short="-k",
        metavar="N",
        min=1,
        max=1000,
    ),
]
Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(
            en="Write them here: CSV with columns user, item and rank.",
            zh="写入该文件：CSV，含 user、item、rank 三列。",
        ),
        short="-o",
        metavar="FILE",
    ),
]
Links = Annotated[
    Path | None,
    option(
        "--links",
        Text(
            en="What somebody decided to be the same (kuajie link writes it).",
            zh="经人工确认的相同条目（由 kuajie link 写出）。",
        ),
        panel=LIMITS,
        metavar="FILE",
    ),
]
Model = Annotated[
    Path | None,
    option(
        "--model",
        Text(
            en="A local directory with a model of language that reads titles (extra “text”).",
            zh="存有语言模型的本地目录，用于理解课程标题（需安装 text 附加组件）；不会下载任何内容。",
        ),
        metavar="DIR",
    ),
]
Reasons = Annotated[
    bool,
    option(
        "--reasons",
        Text(
            en="Write every recommendation with its reasons (column reason); slower.",
            zh="为每条推荐写出理由（reason 列）；用时更长。",
        ),
    ),
]
Languages = Annotated[
    list[str] | None,
    option(
        "--language",
        Text(
            en="Only courses in this language. May be given several times.",
            zh="只推荐该授课语言的课程。可多次给出。",
        ),
        panel=LIMITS,
        metavar="NAME",
    ),
]
Levels = Annotated[
    list[str] | None,
    option(
        "--level",
        Text(
            en="Only courses at this level. May be given several times.",
            zh="只推荐该难度级别的课程。可多次给出。",
        ),
        panel=LIMITS,
        metavar="NAME",
    ),
]
MaxPrice = Annotated[
    float | None,
    option(
        "--max-price",
        Text(
            en="Only courses up to this price, in the programme's currency.",
            zh="只推荐不高于该价格的课程（按项目币种）。",
        ),
        panel=LIMITS,
        metavar="AMOUNT",
        min=0,
    ),
]
Variety = Annotated[
    float,
    option(
        "--variety",
        Text(
            en="From 0 (by score alone) to 1: how much to prefer courses unlike those listed before.",
            zh="从 0（只看得分）到 1：在多大程度上优先选择与前面课程不同的课程。",
        ),
        metavar="SHARE",
        min=0,
        max=1,
    ),
]
