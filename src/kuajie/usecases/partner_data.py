"""What a programme's own records say of candidate partners: the criteria that are fed from data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.matching.normalisation import LESS, MORE
from kuajie.matching.scorecard import Candidate, Criterion
from kuajie.messages import Text
from kuajie.usecases.needs_topics import find_topics
from kuajie.usecases.partner_sheet import PartnerSheet
from kuajie.usecases.partners_question import Source, SourceKind
from kuajie.usecases.ports import Progress, Warehouse
from kuajie.usecases.similar_names import name_key

COUNTING = Text(en="Counting what the records say of each party", zh="统计各方的数据")
TITLE = Text(en="Partners for {party}", zh="{party}的候选合作方")
PEOPLE = frozenset(
    map(name_key, ("people", "persons", "person", "learners", "人", "名", "位", "学员", "人次"))
)
"""Units in which audiences can be added up."""
PROMOTER, DETRACTOR = 9, 6
"""Least answer of a promoter and largest of a detractor (Reichheld 2003)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure and where it comes from: files, and how many of their rows."""

    value: float
    files: tuple[str, ...]
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """A programme's records seen from one party, and whom each pair of parties have in common."""

    programme: Programme
    events: Events
    party: str
    learners: Mapping[tuple[str, str], int]
    surplus: Mapping[str, float]

    def rows(self, name: str, party: str) -> pa.Table:
        """Return a party's rows of a record file."""
        table = self.events.tables[name]
        return table.filter(pc.equal(table["party"], party))


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCriterion:
    """A criterion fed from records; ``measure`` returns ``None`` where they do not tell."""

    criterion: Criterion
    measure: Callable[[Records, str], Measured | None]


def read_partner_data(
    programme: Programme,
    events: Events,
    *,
    party: str,
    surplus: Mapping[str, float],
    warehouse: Warehouse,
    progress: Progress,
) -> PartnerSheet:
    """Return what the records say of every other party, seen from ``party``.

    ``surplus`` is what each is predicted to add by planning together, where that was asked. Criteria of which
    nothing is known for anybody are left out.
    """
    progress(COUNTING, 0.0)
    learners = warehouse.shared_learners(events)
    records = Records(programme=programme, events=events, party=party, learners=learners, surplus=surplus)
    others = [each for each in programme.parties if each.id != party]
    found = {
        (other.id, row.criterion.id): measured
        for row in DATA_CRITERIA
        for other in others
        if (measured := row.measure(records, other.id)) is not None
    }
    progress(COUNTING, 1.0)
    known = {criterion for _, criterion in found}
    named = {"party": programme.party(party).name}
    return PartnerSheet(
        party=party,
        title=Text(en=_literal(TITLE.say("en", **named)), zh=_literal(TITLE.say("zh", **named))),
        candidates=tuple(Candidate(id=other.id, name=other.name) for other in others),
        criteria=tuple(row.criterion for row in DATA_CRITERIA if row.criterion.id in known),
        left_out=tuple(row.criterion for row in DATA_CRITERIA if row.criterion.id not in known),
        scores={key: measured.value for key, measured in found.items()},
        sources={
            key: Source(kind=SourceKind.DATA, files=measured.files, rows=measured.rows)
            for key, measured in found.items()
        },
    )


def _literal(said: str) -> str:
    return said.replace("{", "{{").replace("}", "}}")


def _listed_audience(records: Records, candidate: str) -> Measured | None:
    """Return how many people the party says its audiences have together."""
    sizes = [
        row["size"]
        for row in records.rows("resources", candidate).to_pylist()
        if row["kind"] == "audience" and row["size"] is not None and name_key(row["unit"] or "") in PEOPLE
    ]
    if not sizes:
        return None
    return Measured(value=float(sum(sizes)), files=(f"{candidate}/resources.csv",), rows=len(sizes))


def _learners(records: Records, candidate: str) -> Measured | None:
    own = records.learners.get((candidate, candidate), 0)
    return _of_learners(records, candidate, float(own)) if own else None


def _new_share(records: Records, candidate: str) -> Measured | None:
    """Return how many per cent of its learners are not yet the party's."""
    own = records.learners.get((candidate, candidate), 0)
    if not own or not records.learners.get((records.party, records.party), 0):
        return None
    both = records.learners.get((records.party, candidate), 0)
    return _of_learners(records, candidate, 100.0 * (1.0 - both / own))


def _of_learners(records: Records, candidate: str, value: float) -> Measured:
    counts = {name: records.rows(name, candidate).num_rows for name in ("orders", "learning")}
    files = tuple(f"{candidate}/{name}.csv" for name, count in counts.items() if count)
    return Measured(value=value, files=files, rows=sum(counts.values()))


def _about(records: Records, candidate: str, column: str) -> tuple[pa.Table, tuple[str, ...]]:
    """Return the feedback about a party that answers one question, and whose files it stands in."""
    table = records.events.tables["feedback"]
    answered = table.filter(pc.and_(pc.equal(table["about"], candidate), pc.is_valid(table[column])))
    return answered, _files(answered["party"].unique().to_pylist(), "feedback")


def _files(parties: Iterable[Any], name: str) -> tuple[str, ...]:
    return tuple(f"{party}/{name}.csv" for party in sorted(parties))


def _rating(records: Records, candidate: str) -> Measured | None:
    answered, files = _about(records, candidate, "rating")
    if not answered.num_rows:
        return None
    return Measured(value=float(pc.mean(answered["rating"]).as_py()), files=files, rows=answered.num_rows)


def _promoters(records: Records, candidate: str) -> Measured | None:
    """Return the net promoter score: per cent of promoters less per cent of detractors (Reichheld 2003)."""
    answered, files = _about(records, candidate, "nps")
    if not answered.num_rows:
        return None
    promoting = pc.sum(pc.greater_equal(answered["nps"], PROMOTER)).as_py()
    detracting = pc.sum(pc.less_equal(answered["nps"], DETRACTOR)).as_py()
    value = 100.0 * (promoting - detracting) / answered.num_rows
    return Measured(value=value, files=files, rows=answered.num_rows)


def _completion(records: Records, candidate: str) -> Measured | None:
    started = records.rows("learning", candidate)
    if not started.num_rows:
        return None
    completed = started.num_rows - started["completed_at"].null_count
    return Measured(
        value=100.0 * completed / started.num_rows,
        files=(f"{candidate}/learning.csv",),
        rows=started.num_rows,
    )


def _complement(records: Records, candidate: str) -> Measured | None:
    """Return how many concepts its catalogue has that the party's lacks; unknown where either tells none."""
    topics = find_topics(records.programme, records.events)
    if not all(any(each in topic.parties for topic in topics) for each in (candidate, records.party)):
        return None
    new = [topic for topic in topics if candidate in topic.parties and records.party not in topic.parties]
    files = (f"{candidate}/courses.csv", f"{records.party}/courses.csv")
    rows = sum(records.rows("courses", each).num_rows for each in (candidate, records.party))
    return Measured(value=float(len(new)), files=files, rows=rows)


def _surplus(records: Records, candidate: str) -> Measured | None:
    found = records.surplus.get(candidate)
    return None if found is None else Measured(value=found, files=())


def _share(records: Records, candidate: str) -> Measured | None:
    share = records.programme.terms.revenue_shares.get(candidate)
    return None if share is None else Measured(value=100.0 * float(share), files=("programme.toml",))


def _row(
    key: str,
    factor: str,
    name: Text,
    measure: Callable[[Records, str], Measured | None],
    *,
    better: int = MORE,
    unit: Text | None = None,
) -> DataCriterion:
    criterion = Criterion(id=key, name=name, factor=factor, better=better, unit=unit)
    return DataCriterion(criterion=criterion, measure=measure)


_PEOPLE, _PER_CENT = Text(en="people", zh="人"), Text(en="%", zh="%")
DATA_CRITERIA = (
    _row(
        "listed_audience",
        "brand",
        Text(en="Listed audience", zh="自述可触达受众"),
        _listed_audience,
        unit=_PEOPLE,
    ),
    _row("learners", "audience", Text(en="Own learners", zh="自有学员"), _learners, unit=_PEOPLE),
    _row(
        "new_share",
        "audience",
        Text(en="Learners new to us", zh="尚非我方学员的占比"),
        _new_share,
        unit=_PER_CENT,
    ),
    _row("rating", "quality", Text(en="Mean rating", zh="平均评分"), _rating),
    _row("nps", "quality", Text(en="Net promoter score", zh="净推荐值"), _promoters),
    _row("completion", "quality", Text(en="Completion", zh="完课率"), _completion, unit=_PER_CENT),
    _row("complement", "synergy", Text(en="Concepts we lack", zh="可补充的知识点"), _complement),
    _row("surplus", "synergy", Text(en="Predicted joint surplus", zh="预测的联合增益"), _surplus),
    _row(
        "revenue_share",
        "terms",
        Text(en="Share of revenue", zh="收入分成比例"),
        _share,
        better=LESS,
        unit=_PER_CENT,
    ),
)
"""The criteria fed from records, by factor."""
