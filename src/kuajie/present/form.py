"""In which form a response was fitted, in words a manager understands."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.fit_form import FitForm

COUPLINGS = {
    "product": Text(
        en="Efforts multiply: a lever brings more where the others have already raised the level.",
        zh="各项投入相乘：其他投入把水平抬得越高，一个杠杆带来的就越多。",
    ),
    "sum": Text(
        en="Efforts add up: each lever brings its own, whatever the others do.",
        zh="各项投入相加：每个杠杆各自带来自己的一份，与其他杠杆无关。",
    ),
}
SCATTERS = {
    "log_normal": Text(
        en="Weeks stray from what is expected by so many per cent.", zh="各周按百分比偏离期望。"
    ),
    "negative_binomial": Text(
        en="Weeks are counts: small ones stray by chance alone, and none at all is possible.",
        zh="各周是计数：数目小时本身就有偶然波动，也可能为零。",
    ),
    "normal": Text(
        en="Weeks stray from what is expected by the same amount, high or low.",
        zh="各周无论高低，都以同样的幅度偏离期望。",
    ),
}
COUNTED = Text(
    en="Weeks stray from what is expected by so many per cent; those of {courses} are counts, which also "
    "stray by chance and may be zero.",
    zh="各周按百分比偏离期望；其中{courses}的各周是计数，还有偶然波动，也可能为零。",
)
TRENDS = {
    "bending": Text(
        en="What comes without levers may bend over the years.", zh="没有杠杆时的水平可随时间弯曲变化。"
    ),
    "linear": Text(
        en="What comes without levers follows a straight line over the years.",
        zh="没有杠杆时的水平随时间按直线变化。",
    ),
}
POOLED = Text(en="Courses learn from one another how strong a lever is.", zh="各课程互相借鉴每个杠杆的强度。")
POOLED_SERIES = Text(
    en="The series learn from one another how strong a lever is.", zh="各序列互相借鉴每个杠杆的强度。"
)
TESTED = Text(en="{count} past experiments entered the fit.", zh="有 {count} 次做过的实验进入了拟合。")
TESTED_ONCE = Text(en="One past experiment entered the fit.", zh="有 1 次做过的实验进入了拟合。")


def form_sentences(fit: FitAnswer, reader: Reader) -> Iterator[str]:
    """Yield how levers combine, how weeks scatter, how the level moves, and what else entered the fit."""
    form = FitForm.of(fit)
    yield reader.say(COUPLINGS[form.coupling])
    yield _scatter(fit, form, reader)
    yield reader.say(TRENDS[form.trend])
    if form.pooled and len(fit.courses) > 1:
        yield reader.say(reader.called(POOLED, POOLED_SERIES))
    if fit.experiments:
        count = len(fit.experiments)
        yield reader.say(TESTED, count=count) if count > 1 else reader.say(TESTED_ONCE)


def _scatter(fit: FitAnswer, form: FitForm, reader: Reader) -> str:
    """Return how weeks scatter; where courses differ, which of them are counted."""
    kinds = set(form.scatter.values())
    if len(kinds) == 1:
        return reader.say(SCATTERS[kinds.pop()])
    titles = {course.id: course.title for course in fit.courses}
    counted = [titles[course] for course, kind in form.scatter.items() if kind == "negative_binomial"]
    return reader.say(COUNTED, courses=reader.listing(counted))
