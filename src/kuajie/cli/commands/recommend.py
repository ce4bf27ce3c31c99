"""``kuajie recommend``: which course for which learner."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Recommend courses to learners from what learners took, one after another. The model is chosen on "
    "courses that were hidden from it, and says how well it ranks them. docs/recommend.md has the files.\n\n"
    "Example: kuajie recommend --train histories.csv --learners asked.csv -k 20 -o recommended.csv",
    zh="根据学员先后学过的课程为其推荐课程。模型依据对其隐去的课程来选择，并说明排序效果如何。文件格式见 "
    "docs/recommend.md。\n\n"
    "示例：kuajie recommend --train 学习记录.csv --learners 学员.csv -k 20 -o 推荐.csv",
)

Train = Annotated[
    Path,
    option(
        "--train",
        Text(
            en="What learners took: columns user, item and perhaps timestamp; else rows in order of time.",
            zh="学习记录：含 user、item 两列，可含 timestamp 列；无时间列时按行的先后。",
        ),
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
        metavar="FILE",
    ),
]
Provider = Annotated[
    str | None,
    option(
        "--provider",
        Text(
            en="Recommend only courses of this provider (column provider of --items).",
            zh="只推荐该合作方的课程（见 --items 的 provider 列）。",
        ),
        metavar="NAME",
    ),
]
Learners = Annotated[
    Path | None,
    option(
        "--learners",
        Text(
            en="Whom to recommend to (column user); otherwise everybody.",
            zh="为谁推荐（user 列）；默认所有人。",
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


def command(
    *,
    train: Train,
    items: Items = None,
    learners: Learners = None,
    kg: About = None,
    provider: Provider = None,
    most: Most = 20,
    output: Output = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Recommend courses, write them and show how well they are tested."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.recommend import recommend_blocks, recommend_record
    from kuajie.wiring.recommendations import recommend_file

    with command_session(lang=lang, as_json=as_json) as session:
        answer = recommend_file(
            train,
            items=items,
            learners=learners,
            edges=kg or (),
            provider=provider,
            most=most,
            output=output,
            progress=session.progress,
        )
    if session.as_json:
        print_json(recommend_record(answer, session.locale))
    else:
        session.show(answer, recommend_blocks)
