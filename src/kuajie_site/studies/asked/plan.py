"""What every party should put into every lever in every week, at which prices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from kuajie import wiring
from kuajie.messages import BadInput, Text
from kuajie.present.sections import outcome as outcome_words
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import Chart, of_programme, plain_record, with_charts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kuajie.present.page import KeyFigure
    from kuajie.present.reader import Reader
    from kuajie.usecases.plan_answer import PlanAnswer

DRAWS: Final = Text(en="Draws that find the plan", zh="用于寻找方案的后验样本数")
DRAWS_HELP: Final = Text(en="Others judge it.", zh="另用其他样本评判。")
UNCERTIFIED: Final = Ask(
    label=Text(en="Without a certificate", zh="不要证书"),
    help=Text(
        en="Saves some seconds: it is not proved how much better any plan could be.",
        zh="可省几秒：不证明任何方案最多还能好多少。",
    ),
    more=True,
)
PLAN_DRAWS: Final = Ask(label=DRAWS, help=DRAWS_HELP, more=True)
RISKS: Final = {
    "mean": Text(en="The mean", zh="均值"),
    "cvar": Text(en="A mix of the mean and the worst draws (CVaR)", zh="均值与最差样本的加权（CVaR）"),
    "chance": Text(en="The chance of reaching a target", zh="达标概率"),
    "worst-case": Text(en="The mean in the worst case", zh="最坏情形下的均值"),
}
METHODS: Final = {
    "auto": Text(en="Automatic", zh="自动"),
    "ascent": Text(en="Spectral gradients", zh="谱梯度"),
    "adam": Text(en="Adam", zh="Adam"),
    "sgd": Text(en="SGD", zh="SGD"),
}
AT_FIELD: Final = {
    "risk.target_missing": "target",
    "risk.nothing_falls": "worst_weeks",
}


class PlanOptions(StudyForm):
    """By which measure a plan is the best, and how it is found."""

    COMMAND = "plan"
    ASKS: ClassVar = {
        "risk": Ask(label=Text(en="What to make large", zh="以什么为目标"), help=NO_HELP, choices=RISKS),
        "target": Ask(
            label=Text(en="Target", zh="目标值"),
            help=Text(
                en="For the chance of reaching it over the horizon.", zh="计划期内要达到的值（达标概率）。"
            ),
        ),
        "values": Ask(
            label=Text(en="Also what more would bring", zh="另求再多一点能带来什么"),
            help=Text(
                en="Plans one more week and looser limits as well; takes about twice as long.",
                zh="另外规划多一周与放宽限制的情形，用时约增加一倍。",
            ),
        ),
        "draws": Ask(label=DRAWS, help=DRAWS_HELP, more=True),
        "level": Ask(
            label=Text(en="CVaR: worst share that counts", zh="CVaR：计入的最差比例"), help=NO_HELP, more=True
        ),
        "weight": Ask(
            label=Text(en="CVaR: weight of the worst share", zh="CVaR：最差部分的权重"),
            help=NO_HELP,
            more=True,
        ),
        "deviation": Ask(
            label=Text(
                en="Worst case: share by which demand and levers fall", zh="最坏情形：需求与杠杆下降的比例"
            ),
            help=NO_HELP,
            more=True,
        ),
        "worst_weeks": Ask(
            label=Text(en="Worst case: weeks of low demand, at most", zh="最坏情形：需求下降的周数上限"),
            help=NO_HELP,
            more=True,
        ),
        "worst_levers": Ask(
            label=Text(en="Worst case: weaker levers, at most", zh="最坏情形：减弱的杠杆数上限"),
            help=NO_HELP,
            more=True,
        ),
        "method": Ask(label=Text(en="Method", zh="方法"), help=NO_HELP, choices=METHODS, more=True),
        "weight_decay": Ask(
            label=Text(en="Weight decay", zh="权重衰减"),
            help=Text(
                en="With Adam or SGD: draws spend towards zero. 0 leaves decisions unbiased.",
                zh="与 Adam 或 SGD 合用：把投入拉向零；0 表示不产生偏差。",
            ),
            more=True,
        ),
        "no_certificate": UNCERTIFIED,
    }

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse a measure without what it needs, and a method that cannot follow it."""
        try:
            measure_of(cleaned)
        except BadInput as error:
            self.refuse("target" if cleaned["risk"] == "chance" else "worst_weeks", error)
        try:
            method_of(cleaned)
        except BadInput as error:
            decayed = cleaned["weight_decay"] and cleaned["method"] in {"auto", "ascent"}
            self.refuse("weight_decay" if decayed else "method", error)


def measure_of(options: Options) -> Any:
    """Return the measure of risk that options ask for; raises ``BadInput``."""
    from kuajie.usecases.plan_measure import measure_asked  # noqa: PLC0415 - loads engines

    return measure_asked(
        options["risk"],
        level=options["level"],
        weight=options["weight"],
        target=options["target"],
        deviation=options["deviation"],
        weeks=options["worst_weeks"],
        levers=options["worst_levers"],
    )


def method_of(options: Options) -> Any:
    """Return the method that options ask for; raises ``BadInput``."""
    from kuajie.usecases.plan_method import method_asked  # noqa: PLC0415 - loads engines

    return method_asked(options["method"], decay=options["weight_decay"], risk=options["risk"])


def _answer(folder: Path, options: Options, progress: Progress) -> PlanAnswer:
    known = fitted(folder, options, progress)
    return wiring.plan(
        known.project,
        known.fit,
        draws=options["draws"],
        certified=not options["no_certificate"],
        risk=measure_of(options),
        method=method_of(options),
        thorough=options["values"],
        keep=False,
        progress=known.rest,
    )


def _figures(answer: PlanAnswer, reader: Reader) -> Iterable[KeyFigure]:
    from kuajie.present.sections.summary import key_figures  # noqa: PLC0415 - loads the whole report

    return key_figures(answer, reader)


CHARTS: Final = (
    Chart(
        module="weekly",
        function="weekly_plan_chart",
        title=Text(en="Expected enrolments", zh="预计报名"),
        label=outcome_words.WEEKLY,
        caption=outcome_words.WEEKLY_CAPTION,
    ),
    Chart(
        module="profit",
        function="profit_chart",
        title=outcome_words.SPREAD,
        label=outcome_words.HISTOGRAM_CAPTION,
        caption=outcome_words.HISTOGRAM_CAPTION,
    ),
    Chart(
        module="intervals",
        function="alternatives_chart",
        title=outcome_words.ALTERNATIVES,
        label=outcome_words.ALTERNATIVES_LABEL,
        caption=outcome_words.ALTERNATIVES_CAPTION,
    ),
)
PLAN: Final = Study(
    name="plan",
    title=Text(en="Plan", zh="方案"),
    asks=Text(
        en="What should every party put into every lever in every week, at which prices?",
        zh="各方每周应在各杠杆上投入多少？价格如何定？",
    ),
    group=Group.PLAN,
    answer=_answer,
    parts=with_charts(CHARTS, of_programme, figures=_figures),
    record=plain_record,
    shows=frozenset({Field.RESPONSE, Field.PLANS, Field.PROFIT}),
    form=PlanOptions,
    fitted=True,
)
