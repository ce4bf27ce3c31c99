"""``kuajie split``: who gets what of the plan's joint profit, or of coalition values in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import NoCertificate, PlanDraws
from kuajie.cli.options import AsJson, Language, argument
from kuajie.cli.split_options import Coalitions, Patience, RuleChoice, RuleOption, read_patience
from kuajie.messages import Locale, Text

DESCRIPTION = Text(
    en="Divide the joint profit of the best plan: what every coalition could reach without the others, each "
    "party's share under several rules, who would walk away, and the payments that make the shares true. "
    "Given a file of coalition values instead of a folder, divide those (docs/split.md).\n\n"
    "Example: kuajie split my-programme --rule shapley",
    zh="分配最优方案的联合收益：各联盟离开其他方能达到多少、各方在几种规则下的份额、谁会退出，以及使份额兑现的付款。"
    "若给出的是联盟价值文件而不是文件夹，则直接分配其中的价值（见 docs/split.md）。\n\n"
    "示例：kuajie split 我的项目 --rule shapley",
)

FolderOrFile = Annotated[
    Path,
    argument(
        Text(
            en="A programme folder (it holds programme.toml), or a file of coalition values.",
            zh="合作项目文件夹（其中有 programme.toml），或联盟价值文件。",
        )
    ),
]


def command(
    *,
    folder: FolderOrFile,
    rule: RuleOption = RuleChoice.NASH,
    patience: Patience = None,
    coalitions: Coalitions = None,
    plan_draws: PlanDraws = 100,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Divide what a folder's plan earns, or the worths that a file states, and show the shares."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.split import split_blocks
    from kuajie.usecases.progress import part_of

    if folder.is_file():
        divide_file(folder, lang=lang, as_json=as_json)
        return
    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        patient = read_patience(patience)
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.1))
        fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.3))
        plan = wiring.plan(
            project,
            fit,
            draws=plan_draws,
            certified=not no_certificate,
            progress=part_of(progress, start=0.3, end=0.5),
        )
        answer = wiring.split(
            project,
            fit,
            plan,
            draws=plan_draws,
            certified=not no_certificate,
            rule=str(rule),
            patience=patient,
            most_coalitions=coalitions,
            progress=part_of(progress, start=0.5, end=1.0),
        )
    show_answer(session, answer, split_blocks)


def divide_file(file: Path, *, lang: Locale | None, as_json: bool) -> None:
    """Divide the worths that a file states and show every rule's shares."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.split_given import given_blocks, given_record
    from kuajie.wiring.splits import split_file

    with command_session(lang=lang, as_json=as_json) as session:
        answers = split_file(file)
    if session.as_json:
        print_json(given_record(answers, session.locale))
    else:
        session.show(answers, given_blocks)
