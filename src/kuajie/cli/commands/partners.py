"""``kuajie partners``: whom to work with, by which weights, and how firm that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

if TYPE_CHECKING:
    from kuajie.wiring.partners import Answer

DESCRIPTION = Text(
    en="Rank candidate partners on the five factors: brand reach, audience, content quality, "
    "willingness and synergy, mode of cooperation. In a programme folder the other "
    "parties are the candidates, scored from its records and from the judgements in its "
    "partners.toml; a partners file stands by itself. docs/partners.md has its "
    "keys.\n\nExample: kuajie partners my-programme --for zhihai\n\nExample: kuajie partners "
    "partners.toml",
    zh="按五个因素为候选合作方排序：品牌影响力、受众规模与覆盖、"
    "内容质量与口碑、合作意愿与协同、合作模式与分成。"
    "给出合作项目文件夹时，候选方是其中的其他合作方，"
    "得分来自其数据与 partners.toml 中的判断；也可单独给出候选方文件，"
    "其中的键见 docs/partners.md。\n\n示例：kuajie partners 我的项目 --for zhihai\n\n示例："
    "kuajie partners partners.toml",
)

FolderOrFile = Annotated[
    Path,
    argument(
        Text(
            en="A programme folder (it holds programme.toml), or a partners file (TOML or JSON).",
            zh="合作项目文件夹（其中有 programme.toml），或候选方文件（TOML 或 JSON）。",
        )
    ),
]
For = Annotated[
    str | None,
    option(
        "--for",
        Text(
            en="Whose partners the folder's other parties would be; otherwise its first platform.",
            zh="为哪一方挑选合作方；默认为文件夹中的第一个平台。",
        ),
        metavar="PARTY",
    ),
]
Surplus = Annotated[
    bool,
    option(
        "--surplus",
        Text(
            en="Also plan with each candidate and without, on the folder's fit; takes minutes.",
            zh="另外依据文件夹的拟合结果，测算有无各候选方的方案；需要几分钟。",
        ),
    ),
]
PlanDraws = Annotated[
    int,
    option(
        "--plan-draws",
        Text(
            en="With --surplus: posterior draws to plan on.",
            zh="与 --surplus 合用：用于测算的后验样本数。",
        ),
        metavar="N",
        min=10,
        max=5000,
    ),
]


def command(
    *,
    folder: FolderOrFile,
    party: For = None,
    surplus: Surplus = False,
    plan_draws: PlanDraws = 50,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Rank the candidates of a folder or a file and show the ranking."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.json_output import print_json
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.messages import BadInput
    from kuajie.messages.notices.partners import FOLDER_ONLY
    from kuajie.present.partners import partners_blocks
    from kuajie.present.record import as_record
    from kuajie.usecases.progress import part_of
    from kuajie.usecases.published import published
    from kuajie.wiring.partners import partners, partners_of

    with command_session(lang=lang, as_json=as_json) as session:
        if folder.is_dir():
            reading = part_of(session.progress, start=0.0, end=0.2 if surplus else 0.8)
            project = read_folder(folder, session=session, progress=reading)
            rest = part_of(session.progress, start=0.2 if surplus else 0.8, end=1.0)
            found = partners_of(project, party=party, surplus=surplus, draws=plan_draws, progress=rest)
            answers: tuple[Answer, ...] = (found,)
        else:
            for option_name, given in (("--for", party is not None), ("--surplus", surplus)):
                if given:
                    raise BadInput.of(FOLDER_ONLY, option=option_name)
            answers = partners(folder, progress=session.progress)
    if len(answers) > 1 and session.as_json:
        print_json([as_record(published(each), session.locale) for each in answers])
        return
    for answer in answers:
        show_answer(session, answer, partners_blocks)
