"""Who gets what of the plan's joint profit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from kuajie import wiring
from kuajie.messages import Locale, Text
from kuajie.present.reader import Reader
from kuajie.present.sections import alone as alone_words
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.usecases.progress import Progress, part_of
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import PLAN_DRAWS, UNCERTIFIED
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.per_party import add_number_of_each, numbers_given, require_all_or_none
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import Chart, plain_record, with_charts

if TYPE_CHECKING:
    from kuajie.usecases.split_answer import SplitAnswer

RULE: Final = Ask(
    label=Text(en="Rule", zh="分配规则"),
    help=Text(
        en="The accounts are settled by it; the others are shown beside it.",
        zh="按此规则结算各方账目，其他规则一并列出。",
    ),
    choices={name: rule.title for name, rule in SPLIT_RULES.items()},
)
PATIENCE: Final = Text(en="Patience of {party}", zh="{party}的耐心")
PATIENCE_HELP: Final = Text(
    en="For alternating offers: what a yuan one round later is worth now, as 0.95. For every party or none.",
    zh="用于轮流出价：一轮之后的 1 元现在值多少，如 0.95。须为每一方填写，或全部留空。",
)
PATIENCE_LEFT_OUT: Final = "asked of every party by a field of its own"


def add_patience(form: StudyForm) -> None:
    """Ask for the patience of every party."""
    bounds = {"min_value": 0.001, "max_value": 0.999}
    add_number_of_each(form, "patience", PATIENCE, PATIENCE_HELP, **bounds)


class SplitOptions(StudyForm):
    """By which rule joint profit is divided."""

    COMMAND = "split"
    ASKS: ClassVar = {
        "rule": RULE,
        "coalitions": Ask(label=Text(en="Coalitions to plan, at most", zh="联盟数上限"), more=True),
        "plan_draws": PLAN_DRAWS,
        "no_certificate": UNCERTIFIED,
    }
    LEFT_OUT: ClassVar = {"patience": PATIENCE_LEFT_OUT}

    def add_fields(self) -> None:
        """Ask for patience."""
        add_patience(self)

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse the patience of some parties only."""
        require_all_or_none(self, cleaned, "patience")


def _answer(folder: Path, options: Options, progress: Progress) -> SplitAnswer:
    known = fitted(folder, options, progress)
    asked: dict[str, Any] = {"draws": options["plan_draws"], "certified": not options["no_certificate"]}
    planning = part_of(known.rest, start=0.0, end=0.4)
    plan = wiring.plan(known.project, known.fit, keep=False, progress=planning, **asked)
    return wiring.split(
        known.project,
        known.fit,
        plan,
        rule=options["rule"],
        patience=numbers_given(options, "patience"),
        most_coalitions=options["coalitions"],
        progress=part_of(known.rest, start=0.4, end=1.0),
        **asked,
    )


def _reader(answer: SplitAnswer, locale: Locale) -> Reader:
    return Reader(locale, answer.currency)


CHARTS: Final = (
    Chart(
        module="intervals",
        function="coalitions_chart",
        title=alone_words.TITLE,
        label=alone_words.CHART,
        caption=alone_words.CAPTION,
    ),
)
SPLIT: Final = Study(
    name="split",
    title=Text(en="Split", zh="分配"),
    asks=Text(
        en="Who gets what of the joint profit, and who would walk away?",
        zh="联合收益如何分配？谁会退出？",
    ),
    group=Group.DEAL,
    answer=_answer,
    parts=with_charts(CHARTS, _reader),
    record=plain_record,
    shows=frozenset({Field.PROFIT, Field.COSTS}),
    form=SplitOptions,
    fitted=True,
)
