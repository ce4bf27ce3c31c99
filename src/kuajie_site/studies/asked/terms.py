"""Which terms reach a split, and who would keep to the plan under them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from kuajie import wiring
from kuajie.messages import BadInput, Text
from kuajie.sharing.terms.families.table import FAMILIES
from kuajie.usecases.progress import Progress, part_of
from kuajie.usecases.terms_asked import asked_target
from kuajie.wiring.terms import terms, write_terms
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import PLAN_DRAWS, UNCERTIFIED
from kuajie_site.studies.asked.split import PATIENCE_LEFT_OUT, RULE, add_patience
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.per_party import (
    add_number_of_each,
    numbers_given,
    pairs_text,
    require_all_or_none,
)
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.terms_answer import TermsAnswer

TARGET: Final = Text(en="Target: share of {party}", zh="目标：{party}的份额")
TARGET_HELP: Final = Text(
    en="Shares of joint profit that add up to 1, or amounts; left empty, what the rule gives.",
    zh="联合收益的份额，合计为 1；也可填金额。留空则按分配规则。",
)


class TermsOptions(StudyForm):
    """What the parties are to have, and by which kind of terms."""

    COMMAND = "terms"
    ASKS: ClassVar = {
        "rule": RULE,
        "family": Ask(
            label=Text(en="Kind of terms", zh="条款类型"),
            help=NO_HELP,
            choices={
                "": Text(en="The best of all kinds", zh="各类中最合适的"),
                **{name: family.title for name, family in FAMILIES.items()},
            },
        ),
        "plan_draws": PLAN_DRAWS,
        "no_certificate": UNCERTIFIED,
    }
    LEFT_OUT: ClassVar = {
        "patience": PATIENCE_LEFT_OUT,
        "target": "asked of every party by a field of its own",
        "output": "the recommended terms can be downloaded",
        "overwrite": "nothing is overwritten",
    }

    def add_fields(self) -> None:
        """Ask for a target and for patience."""
        add_number_of_each(self, "target", TARGET, TARGET_HELP)
        add_patience(self)

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse numbers for some parties only, and targets that do not share out joint profit."""
        for prefix in ("target", "patience"):
            require_all_or_none(self, cleaned, prefix)
        given = numbers_given(cleaned, "target")
        if given and not self.errors:
            try:
                asked_target(tuple(given), pairs_text(given))
            except BadInput as error:
                self.refuse(f"target_{next(iter(given))}", error)


def _answer(folder: Path, options: Options, progress: Progress) -> TermsAnswer:
    known = fitted(folder, options, progress)
    project, fit = known.project, known.fit
    asked: dict[str, Any] = {"draws": options["plan_draws"], "certified": not options["no_certificate"]}
    first = part_of(known.rest, start=0.0, end=0.3)
    plan = wiring.plan(project, fit, keep=False, progress=first, **asked)
    split = wiring.split(
        project,
        fit,
        plan,
        draws=options["plan_draws"],
        certified=False,
        rule=options["rule"],
        patience=numbers_given(options, "patience"),
        progress=part_of(known.rest, start=0.3, end=0.6),
    )
    target = asked_target(project.programme.party_ids, pairs_text(numbers_given(options, "target")))
    rest = part_of(known.rest, start=0.6, end=1.0)
    family = options["family"] or None
    return terms(project, fit, plan, split, target=target, family=family, progress=rest, **asked)


def _files(answer: TermsAnswer, folder: Path) -> Iterable[Attachment]:
    del folder
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "terms.toml"
        write_terms(answer, file)
        yield Attachment(
            name="terms.toml",
            title=Text(en="Recommended terms (TOML)", zh="建议的条款（TOML）"),
            content=file.read_bytes(),
            media_type="application/toml; charset=utf-8",
        )


TERMS: Final = Study(
    name="terms",
    title=Text(en="Terms for a split", zh="条款设计"),
    asks=Text(
        en="Which terms bring every party its share, and would all keep to the plan?",
        zh="什么条款能让各方得到应得的份额？各方会遵守方案吗？",
    ),
    group=Group.DEAL,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    files=_files,
    shows=frozenset({Field.PROFIT, Field.COSTS, Field.PLANS}),
    form=TermsOptions,
    fitted=True,
)
