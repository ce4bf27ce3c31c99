"""``kuajie recommend``: which course for which learner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.cli.options import AsJson, Language
from kuajie.cli.recommend_options import (
    About,
    Folder,
    Items,
    Languages,
    Learners,
    Levels,
    Links,
    MaxPrice,
    Model,
    Most,
    Output,
    Provider,
    Reasons,
    Train,
    Variety,
)
from kuajie.messages import Text

if TYPE_CHECKING:
    from kuajie.cli.session import Session
    from kuajie.usecases.recommend import RecommendAnswer

DESCRIPTION = Text(
    en="Recommend courses of all partners to learners, with reasons, from what learners took one after "
    "another: of a programme folder, within consent, seats, prerequisites and learners' wishes; or of files "
    "(docs/recommend.md). The model is chosen on courses that were hidden from it, and says how well it "
    "ranks them.\n\n"
    "Example: kuajie recommend my-programme --learners asked.csv -k 5 -o recommended.csv",
    zh="根据学员先后学过的课程，为其推荐各合作方的课程并说明理由：数据来自合作项目文件夹（遵守授权、名额、先修要求"
    "与学员意愿），或来自文件（见 docs/recommend.md）。模型依据对其隐去的课程来选择，并说明排序效果如何。\n\n"
    "示例：kuajie recommend 我的项目 --learners 学员.csv -k 5 -o 推荐.csv",
)


def command(
    *,
    folder: Folder = None,
    train: Train = None,
    items: Items = None,
    learners: Learners = None,
    kg: About = None,
    links: Links = None,
    provider: Provider = None,
    language: Languages = None,
    level: Levels = None,
    max_price: MaxPrice = None,
    variety: Variety = 0.0,
    most: Most = 20,
    model: Model = None,
    output: Output = None,
    reasons: Reasons = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Recommend courses, write them and show how well they are tested."""
    from kuajie.cli.session import command_session
    from kuajie.wiring.recommendations import recommend_file, recommend_folder

    with command_session(lang=lang, as_json=as_json) as session:
        told = session.locale if reasons else None
        _require_one_source(
            folder, train, of_files=(items, kg), of_folder=(language, level, links, max_price)
        )
        if train is not None:
            answer = recommend_file(
                train,
                items=items,
                learners=learners,
                edges=kg or (),
                provider=provider,
                model=model,
                variety=variety,
                most=most,
                output=output,
                reasons=told,
                progress=session.progress,
            )
        elif folder is not None:
            answer = recommend_folder(
                folder,
                learners=learners,
                links=links,
                languages=language or (),
                levels=level or (),
                price=max_price,
                provider=provider,
                model=model,
                variety=variety,
                most=most,
                output=output,
                reasons=told,
                progress=session.progress,
            )
    _tell(session, answer)


def _require_one_source(
    folder: Path | None, train: Path | None, *, of_files: tuple[object, ...], of_folder: tuple[object, ...]
) -> None:
    """Refuse neither or both sources, and options of the other one."""
    from kuajie.messages import BadInput
    from kuajie.messages.notices.recommend import LIMITS_OF_FOLDER, ONE_SOURCE

    if (folder is None) == (train is None) or (folder is not None and any(of_files)):
        raise BadInput.of(ONE_SOURCE)
    if train is not None and any(each not in (None, []) for each in of_folder):
        raise BadInput.of(LIMITS_OF_FOLDER)


def _tell(session: Session, answer: RecommendAnswer) -> None:
    from kuajie.cli.json_output import print_json
    from kuajie.present.recommend import recommend_blocks, recommend_record

    if session.as_json:
        print_json(recommend_record(answer, session.locale))
    else:
        session.show(answer, recommend_blocks)
