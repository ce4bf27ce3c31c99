"""Which terms reach a split, and whether the parties would keep to the plan under them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.messages import Text
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.setting import Setting
from kuajie.sharing.terms.families.shares import nearest_shares
from kuajie.sharing.terms.families.table import FAMILIES
from kuajie.sharing.terms.second_best import second_best
from kuajie.sharing.terms.terms_design import applies, design_terms
from kuajie.usecases.addressing import key_of
from kuajie.usecases.fit_answer import FitAnswer, Interval
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.terms_answer import FamilyTerms, PartyTarget, TermsAnswer
from kuajie.usecases.terms_asked import AskedTarget
from kuajie.usecases.terms_findings import money_findings, reach_findings
from kuajie.usecases.terms_stage import Stage, stage_of
from kuajie.usecases.terms_target import Target, party_targets, target_findings, target_of
from kuajie.usecases.terms_telling import tell_families

DESIGNING = Text(en="Designing terms that reach the split", zh="正在设计能达到目标分配的条款")
LEAVING = Text(en="Looking who would leave the plan under them", zh="正在检查各条款下谁会偏离方案")

COMPARED = ("revenue_share", "revenue_and_cost_share")
"""What every family is shown beside: the usual terms, and those that keep any plan."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TermsQuestion:
    """Which plan to make terms for, and for which target: ``target``, else the split's recommended rule's.

    ``family`` asks for one family (all where ``None``). Terms are solved on ``test_draws`` draws that did not
    find the plan; what parties gain by leaving it is judged on the ``draws`` that found it, with a proved
    bound where ``certified``.
    """

    programme: Programme
    fit: FitAnswer
    plan: PlanAnswer
    split: SplitAnswer
    target: AskedTarget | None = None
    family: str | None = None
    draws: int = 100
    test_draws: int = 400
    certified: bool = True

    @property
    def families(self) -> tuple[Family, ...]:
        """The families to design."""
        if self.family is None:
            return tuple(family for family in FAMILIES.values() if not family.searched)
        names = dict.fromkeys((*COMPARED, self.family))
        return tuple(FAMILIES[name] for name in names)


def find_terms(question: TermsQuestion, *, progress: Progress = silent) -> TermsAnswer:
    """Return terms that reach a target split, who would leave the plan under each, and which to sign.

    Raises ``BadInput`` for asked amounts that do not share out joint profit.
    """
    began = time.perf_counter()
    progress(DESIGNING, 0.0)
    stage = stage_of(
        question.programme,
        question.fit,
        question.plan.plan,
        draws=question.draws,
        test_draws=question.test_draws,
        certified=question.certified,
    )
    target = target_of(question.programme, question.split, question.target, stage.joint)
    setting = stage.setting(target.amounts)
    families = [family for family in question.families if applies(family, setting)]
    designs = [design_terms(each, setting, searched_shares(each, stage, setting)) for each in families]
    progress(LEAVING, 0.3)
    told = tuple(tell_families(stage, designs))
    progress(LEAVING, 1.0)
    return _answer(question, stage, setting, target, told, began=began)


def searched_shares(family: Family, stage: Stage, setting: Setting) -> Floats | None:
    """Return the shares of a family that is searched, nothing for others."""
    if not family.searched:
        return None
    shares = nearest_shares(setting.must_receive / setting.revenue)
    return second_best(stage.bench.game, stage.bench.plan, shares).shares


def _answer(
    question: TermsQuestion,
    stage: Stage,
    setting: Setting,
    target: Target,
    families: tuple[FamilyTerms, ...],
    *,
    began: float,
) -> TermsAnswer:
    designed = {each.family for each in families}
    targets = party_targets(question.programme, target, question.split.disagreement, stage.joint)
    return TermsAnswer(
        key=_key(question, targets),
        programme=question.programme,
        joint=Interval.of(setting.outcomes.joint_profit),
        joint_found=float(stage.bench.outcomes(stage.bench.plan).joint_profit.mean()),
        chance_of_joint_loss=float((setting.outcomes.joint_profit < 0.0).mean()),
        rule=target.rule,
        targets=targets,
        families=families,
        left_out=tuple(family.title for family in question.families if family.name not in designed),
        asked=question.family if question.family in designed else None,
        draws=stage.bench.game.problem.draws,
        horizons=setting.outcomes.draws,
        warnings=(
            *money_findings(question.programme, sells=setting.sells),
            *target_findings(targets, question.programme.currency),
            *reach_findings(families, question.family, question.programme.currency),
            *question.plan.warnings,
        ),
        seconds=time.perf_counter() - began,
    )


def _key(question: TermsQuestion, targets: tuple[PartyTarget, ...]) -> str:
    asked: Mapping[str, object] = {
        "plan": question.plan.key,
        "target": {target.party: target.amount for target in targets},
        "family": question.family,
        "draws": (question.draws, question.test_draws, question.certified),
    }
    return key_of(asked, data_fingerprint="")
