"""Whether to rely on a fit is said first, with why and what to do, also by what rests on it."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace

import pytest
from answers import FORECAST, Answers, answers

from kuajie.messages import LOCALES, Finding, Locale, Notice, Severity
from kuajie.messages.notices import fitting
from kuajie.messages.notices.planning import FIT_NOT_TRUSTED
from kuajie.present.blocks import Alert, Block, Heading, Paragraph
from kuajie.present.fit import fit_blocks
from kuajie.present.plan import plan_blocks
from kuajie.present.reader import Reader
from kuajie.present.split import split_blocks
from kuajie.present.trust import trust_block
from kuajie.usecases import fit_checks
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.trust import DOUBTS

RELIED_ON = {"en": "can be relied on", "zh": "可以信赖"}
REMEDY = {"en": "simplify the levers", "zh": "简化杠杆"}


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> Locale:
    found: Locale = request.param
    return found


def shaky(locale: Locale) -> Answers:
    """Return answers on a fit that is not trustworthy, the plan's doubts as the planner tells them."""
    made = answers(locale, trustworthy=False)
    untrusted = Finding(notice=FIT_NOT_TRUSTED, severity=Severity.WARNING)
    warnings = (untrusted, *made.fit.warnings)
    plan = replace(made.plan, warnings=warnings, fit_doubts=warnings[:2])
    return replace(made, plan=plan, split=replace(made.split, warnings=warnings))


def test_a_fit_that_failed_says_so_before_anything_else(locale: Locale) -> None:
    first, *rest = fit_blocks(shaky(locale).fit, locale)
    assert isinstance(first, Alert)
    assert first.grave
    assert any(REMEDY[locale] in item for item in first.items)
    assert not any(REMEDY[locale] in text(block) for block in rest), "said once, at the top"


def test_what_rests_on_a_fit_that_failed_says_so_first(locale: Locale) -> None:
    made = shaky(locale)
    for blocks in (list(plan_blocks(made.plan, locale)), list(split_blocks(made.split, locale))):
        assert isinstance(blocks[0], Alert)
        assert blocks[0].grave
        assert any(REMEDY[locale] in item for item in blocks[0].items)
        assert not any(REMEDY[locale] in text(block) for block in blocks[1:])
        assert FIT_NOT_TRUSTED.problem.say(locale) not in "".join(map(text, blocks)), "the title says it"


def test_what_rests_on_a_sound_fit_has_no_alert(locale: Locale) -> None:
    made = answers(locale)
    for blocks in (plan_blocks(made.plan, locale), split_blocks(made.split, locale)):
        assert not any(isinstance(block, Alert) for block in blocks)


def test_a_sound_fit_with_good_forecasts_can_be_relied_on(locale: Locale) -> None:
    block = trust_block(answers(locale).fit, Reader(locale, "CNY"))
    assert isinstance(block, Paragraph)
    assert RELIED_ON[locale] in block.text
    assert "39" in block.text, "three forecasts of 13 weeks"


def test_a_fit_whose_forecasts_were_not_tested_says_how_to_test_them(locale: Locale) -> None:
    untested = replace(answers(locale).fit, holdout=None, earlier_holdouts=(), forecast=None)
    block = trust_block(untested, Reader(locale, "CNY"))
    assert isinstance(block, Paragraph)
    assert "--holdout 13" in block.text
    assert RELIED_ON[locale] not in block.text


def test_forecasts_that_went_badly_are_said_first_and_once(locale: Locale) -> None:
    missed = replace(FORECAST, coverage=0.6, mape=0.3, worse_than_naive=True)
    found = fit_checks.forecast_doubts(missed)
    assert len(found) == 2
    fit = answers(locale).fit
    first, *rest = fit_blocks(replace(fit, forecast=missed, warnings=(*found, *fit.warnings)), locale)
    assert isinstance(first, Alert)
    assert not first.grave
    assert list(first.items) == [finding.say(locale) for finding in found]
    assert not any(finding.say(locale) in text(block) for finding in found for block in rest)


def test_every_doubt_about_the_draws_forbids_relying_on_a_fit() -> None:
    source = inspect.getsource(fit_checks.sampling_doubts)
    named = {getattr(fitting, name) for name in re.findall(r"notices\.([A-Z_]+)", source)}
    assert named
    assert named <= set(DOUBTS)
    assert all(isinstance(notice, Notice) for notice in DOUBTS)


def test_a_fit_that_failed_for_a_reason_unknown_still_says_what_to_do(locale: Locale) -> None:
    fit: FitAnswer = replace(answers(locale).fit, trustworthy=False, warnings=())
    block = trust_block(fit, Reader(locale, "CNY"))
    assert isinstance(block, Alert)
    assert "--draws 2000" in block.items[0]


def text(block: Block) -> str:
    match block:
        case Heading(text=said) | Paragraph(text=said):
            return said
        case Alert():
            return "\n".join((block.title, *block.items))
        case _:
            return "\n".join(cell for row in block.rows for cell in row)
