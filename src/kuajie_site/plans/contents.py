"""What can be proposed: plans and terms. One row of a table each; the life of a proposal is the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from kuajie.messages import BadInput, Text
from kuajie.wiring.outlines import outline, terms_typed
from kuajie.wiring.terms_texts import terms_told, with_terms
from kuajie_site.disclosure.fields import Field
from kuajie_site.plans.kept import kept_plan, put_back
from kuajie_site.plans.models import Kind, Proposal
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.studies.agreed import agree_on, plan_of
from kuajie_site.studies.models import Answer
from kuajie_site.studies.table import STUDIES

Content = Mapping[str, Any]
Undo = Callable[[], None]
NO_LONGER_FITS: Final = Text(
    en="The programme has other weeks, levers or courses by now than this plan. Plan anew and propose that.",
    zh="项目的周次、杠杆或课程已与该方案不同。请重新规划后再提出。",
)
NO_LONGER_TERMS: Final = Text(
    en="These terms no longer fit the programme: {why}", zh="该条款与项目现状不符：{why}"
)
PROGRAMME_FILE: Final = "programme.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposable:
    """A kind of what is proposed.

    ``shows`` are the fields of every party that its content gives away; ``misfit`` says why it can no longer
    be agreed on; ``keep`` puts it in force, as the last step of a transaction, and returns what takes that
    back should the transaction fail.
    """

    name: Text
    shows: Callable[[Content], frozenset[Field]]
    misfit: Callable[[Content, Version], Text | None]
    keep: Callable[[Proposal, Seat], Undo]


def digest_of(content: Content) -> str:
    """Return the hash of a content."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()


def plan_content(answer: Answer) -> Content:
    """Return what of an answer to ``plan`` is frozen: its key, what was asked, what it found."""
    return {"key": answer.key, "options": answer.options, "record": answer.record}


def terms_content(text: str, version: Version) -> Content:
    """Return terms as they are kept, with line ends of one kind, and how many clauses they have."""
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"
    return {"text": kept, "clauses": len(terms_told(version.folder, kept, "en").clauses)}


def _plan_shows(content: Content) -> frozenset[Field]:
    return STUDIES["plan"].shown_with(content["options"])


def _plan_misfit(content: Content, latest: Version) -> Text | None:
    plan, now = plan_of(content["record"]), outline(latest.folder)
    same = (
        set(plan.spend) == {lever.id for lever in now.levers}
        and set(plan.prices) == set(now.courses)
        and (plan.weeks[0], len(plan.weeks)) == (now.start, now.weeks)
    )
    return None if same else NO_LONGER_FITS


def _keep_plan(proposal: Proposal, seat: Seat) -> Undo:
    del seat
    before = kept_plan(proposal.programme)
    # Agreed on is what was frozen, whether or not the answer it came from is still there.
    agree_on(Answer(programme=proposal.programme, study="plan", record=proposal.content["record"]))
    return lambda: put_back(proposal.programme, before)


def _terms_misfit(content: Content, latest: Version) -> Text | None:
    try:
        terms_typed(content["text"], outline(latest.folder), name="terms")
        with_terms(latest.folder, content["text"])
    except BadInput as error:
        why = {locale: " ".join(each.say(locale) for each in error.findings) for locale in ("en", "zh")}
        return Text(
            en=_bare(NO_LONGER_TERMS.say("en", why=why["en"])),
            zh=_bare(NO_LONGER_TERMS.say("zh", why=why["zh"])),
        )
    return None


def _bare(said: str) -> str:
    return said.replace("{", "(").replace("}", ")")


def _keep_terms(proposal: Proposal, seat: Seat) -> Undo:
    text = proposal.content["text"]

    def change(folder: Path) -> None:
        written = with_terms(folder, text)
        (folder / PROGRAMME_FILE).unlink()  # linked to that of other versions
        (folder / PROGRAMME_FILE).write_text(written, encoding="utf-8")

    note = f"#{proposal.number} {proposal.title}"[:300]
    new_version(proposal.programme, change, note=note, user=seat.user, party=seat.party)
    return lambda: None


KINDS: Final[Mapping[str, Proposable]] = MappingProxyType(
    {
        Kind.PLAN: Proposable(
            name=Text(en="Plan", zh="方案"), shows=_plan_shows, misfit=_plan_misfit, keep=_keep_plan
        ),
        Kind.TERMS: Proposable(
            name=Text(en="Terms", zh="条款"),
            shows=lambda _: frozenset({Field.CATALOGUE}),
            misfit=_terms_misfit,
            keep=_keep_terms,
        ),
    }
)
