"""How enrolments respond to what every party does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from kuajie import wiring
from kuajie.messages import BadInput, Locale, Text
from kuajie.present.reader import Reader
from kuajie.present.sections import checks as check_words
from kuajie.present.sections import response as response_words
from kuajie.usecases.progress import Progress, part_of
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.few_orders import fit_without_few
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fit_as_asked, form_asked
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import Chart, plain_record, with_charts

if TYPE_CHECKING:
    from kuajie.usecases.fit_answer import FitAnswer

OF_TABLES = "of plain weekly tables only"
TABLE_OPTIONS = (
    *("panel", "outcome", "date", "levers", "training", "reach", "frequency", "series", "price"),
    *("controls", "country", "currency", "carry_over", "saturation"),
)
BELIEF_LINES = Text(
    en="One lever a line, as {example}: nine times out of ten the truth is thought to lie between.",
    zh="每行一个杠杆，如 {example}：认为真值十次中有九次落在其间。",
)


def _lines(example: str) -> Text:
    return Text(en=BELIEF_LINES.say("en", example=example), zh=BELIEF_LINES.say("zh", example=example))


class FitOptions(StudyForm):
    """In which form the response is fitted, what is believed beforehand, how long it is sampled."""

    COMMAND = "fit"
    ASKS: ClassVar = {
        "holdout": Ask(label=Text(en="Weeks to hide for a test", zh="隐去检验的周数"), default=0),
        "coupling": Ask(
            label=Text(en="How efforts combine", zh="各项投入如何共同起作用"),
            help=NO_HELP,
            choices={
                "product": Text(en="Product: each makes the others worth more", zh="相乘：互相增强"),
                "sum": Text(en="Sum: each adds its own", zh="相加：各自起效"),
            },
        ),
        "scatter": Ask(
            label=Text(en="How weeks scatter", zh="各周如何波动"),
            help=NO_HELP,
            choices={
                "auto": Text(en="The data decide", zh="由数据决定"),
                "log_normal": Text(en="Log-normal", zh="对数正态"),
                "negative_binomial": Text(en="Negative binomial (small counts)", zh="负二项（人数较少时）"),
                "normal": Text(en="Normal (with the sum)", zh="正态（用于相加）"),
            },
            more=True,
        ),
        "trend": Ask(
            label=Text(en="Trend without levers", zh="没有杠杆时的走势"),
            help=NO_HELP,
            choices={
                "bending": Text(en="May bend", zh="可弯曲"),
                "linear": Text(en="A straight line", zh="直线"),
            },
            more=True,
        ),
        "pooled": Ask(
            label=Text(en="Learn across courses", zh="课程之间互相借鉴"),
            choices={"yes": Text(en="Yes", zh="是"), "no": Text(en="No", zh="否")},
            more=True,
        ),
        "marketing_share": Ask(
            label=Text(en="Belief: share of enrolments that levers bring", zh="看法：杠杆带来的报名占比"),
            help=Text(en="A range, as 10%:40%.", zh="一个区间，如 10%:40%。"),
            more=True,
        ),
        "return_on_spend": Ask(
            label=Text(en="Beliefs: return on spend", zh="看法：投入回报"),
            help=_lines("feed_ads=0.5:3"),
            lines=True,
            more=True,
        ),
        "half_life": Ask(
            label=Text(en="Beliefs: weeks until half the effect is felt", zh="看法：效果发挥一半所需周数"),
            help=_lines("feed_ads=1:4"),
            lines=True,
            more=True,
        ),
        "origins": Ask(
            label=Text(en="Number of such tests", zh="检验次数"),
            help=Text(
                en="Each hides as many weeks and ends where the next begins.",
                zh="每次隐去同样多的周，比后一次早这么多周。",
            ),
            default=1,
            more=True,
        ),
        "draws": Ask(
            label=Text(en="Draws per chain", zh="每条链的样本数"), help=NO_HELP, default=1000, more=True
        ),
        "warm_up": Ask(
            label=Text(en="Warm-up steps per chain", zh="每条链的预热步数"),
            help=NO_HELP,
            default=1000,
            more=True,
        ),
        "chains": Ask(label=Text(en="Chains", zh="链数"), help=NO_HELP, default=2, more=True),
        "seed": Ask(label=Text(en="Seed", zh="随机种子"), help=NO_HELP, default=1, more=True),
        "update": Ask(
            label=Text(en="Start from the last fit", zh="从上一次拟合出发"),
            help=Text(
                en="About twice as fast after a week has been added.", zh="补充一周数据后，速度约快一倍。"
            ),
            more=True,
        ),
    }
    LEFT_OUT: ClassVar = {
        "save": "the fit stays with the programme; the answer can be downloaded",
        **dict.fromkeys(TABLE_OPTIONS, OF_TABLES),
    }

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse beliefs that cannot be read, levers that are not there, forms that do not fit."""
        for name in ("marketing_share", "return_on_spend", "half_life"):
            try:
                believed = form_asked({name: cleaned.get(name)})
            except BadInput as error:
                self.refuse(name, error)
            else:
                self._check_levers(name, list(believed.beliefs))
        if cleaned.get("origins", 1) > 1 and not cleaned.get("holdout"):
            from kuajie.messages.notices.cli import ORIGINS_WITHOUT_HOLDOUT  # noqa: PLC0415 - only then

            self.refuse("holdout", BadInput.of(ORIGINS_WITHOUT_HOLDOUT))
        try:
            from kuajie.domain.beliefs import FitChoices  # noqa: PLC0415 - as above

            chosen = {name: cleaned.get(name) for name in ("coupling", "scatter")}
            if cleaned.get("coupling"):
                form_asked(chosen).choices(FitChoices())
        except BadInput as error:
            self.refuse("scatter", error)

    def _check_levers(self, name: str, believed: list[str]) -> None:
        if self.about is None or not believed:
            return
        from kuajie.usecases.fit_options import require_levers  # noqa: PLC0415 - loads engines

        known = [called for lever in self.about.levers for called in (lever.id, lever.name)]
        try:
            require_levers(believed, known)
        except BadInput as error:
            self.refuse(name, error)


def _answer(folder: Path, options: Options, progress: Progress) -> FitAnswer:
    project = wiring.read(folder, progress=part_of(progress, start=0.0, end=0.2))
    return fit_as_asked(project, options, progress=part_of(progress, start=0.2, end=1.0))


def _reader(answer: FitAnswer, locale: Locale) -> Reader:
    return Reader(locale, answer.spec.currency)


RETURNS: Final = Text(en="Return on spend", zh="投入回报")
EXPERIMENTS: Final = Text(en="Before and after experiments", zh="实验前后")
CHARTS: Final = (
    Chart(
        module="intervals",
        function="returns_chart",
        title=RETURNS,
        label=response_words.RETURN_CHART,
        caption=Text(en="Dot: median. Bar: 90 % interval.", zh="圆点：中位数；横条：90% 区间。"),
    ),
    Chart(
        module="contributions",
        function="contributions_chart",
        title=response_words.OVER_TIME,
        label=response_words.TIME_CHART,
        caption=response_words.TIME_CAPTION,
    ),
    Chart(
        module="weekly",
        function="weekly_fit_chart",
        title=check_words.SEEN,
        label=check_words.CHART,
        caption=check_words.CAPTION,
    ),
    Chart(
        module="forecasts",
        function="forecasts_chart",
        title=check_words.FORECASTS,
        label=check_words.FORECAST_CHART,
        caption=check_words.FORECAST_CAPTION,
        where=lambda answer: bool(answer.holdout),
    ),
    Chart(
        module="calibration",
        function="calibration_chart",
        title=EXPERIMENTS,
        label=response_words.TEST_CHART,
        caption=response_words.TEST_CAPTION,
        where=lambda answer: bool(answer.calibration),
    ),
)
FIT: Final = Study(
    name="fit",
    title=Text(en="Response", zh="响应"),
    asks=Text(
        en="How do enrolments respond to spend, training and price?", zh="报名如何响应投入、培训与价格？"
    ),
    group=Group.RESPONSE,
    answer=_answer,
    parts=with_charts(CHARTS, _reader),
    record=plain_record,
    few=fit_without_few,
    shows=frozenset({Field.WEEKLY_TOTALS, Field.RESPONSE}),
    form=FitOptions,
)
