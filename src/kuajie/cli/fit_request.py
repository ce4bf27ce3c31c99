"""What ``kuajie fit`` is asked, from the options as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kuajie.cli.beliefs import fit_options
from kuajie.cli.sampling import settings_of
from kuajie.cli.table_options import table_request
from kuajie.messages import BadInput
from kuajie.messages.notices.cli import ORIGINS_WITHOUT_HOLDOUT, UPDATE_OF_TABLE
from kuajie.messages.notices.fit_file import CANNOT_SAVE
from kuajie.present.report_file import require_place

if TYPE_CHECKING:  # these load the engines
    from kuajie.cli.session import Session
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.usecases.fit_options import FitOptions
    from kuajie.usecases.fit_table import TableRequest
    from kuajie.usecases.ports import SamplerSettings

SETTINGS = ("draws", "warm_up", "chains", "seed")
FORM = ("coupling", "scatter", "trend", "pooled", "marketing_share", "return_on_spend", "half_life")
COLUMNS = (
    "outcome",
    "date",
    "levers",
    "training",
    "reach",
    "frequency",
    "series",
    "price",
    "controls",
    "country",
    "currency",
    "carry_over",
    "saturation",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FitRequest:
    """A folder or a table to fit, how to sample and test, in which form, and where to save the fit."""

    folder: Path | None
    table: TableRequest | None
    settings: SamplerSettings | None
    holdout_weeks: int
    origins: int
    options: FitOptions
    update: bool
    save: Path | None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Return the request of options by their names in Python; raises ``BadInput`` with what is wrong."""
        if given["origins"] and not given["holdout"]:
            raise BadInput.of(ORIGINS_WITHOUT_HOLDOUT)
        if given["update"] and given["panel"]:
            raise BadInput.of(UPDATE_OF_TABLE)
        if given["save"]:
            require_place(given["save"], notice=CANNOT_SAVE)
        options = fit_options(**{name: given[name] for name in FORM})
        columns = {name: given[name] for name in COLUMNS}
        return cls(
            folder=given["folder"],
            table=table_request(folder=given["folder"], panel=given["panel"], form=options, **columns),
            settings=settings_of(**{name: given[name] for name in SETTINGS}),
            holdout_weeks=given["holdout"] or 0,
            origins=given["origins"] or 1,
            options=options,
            update=given["update"],
            save=given["save"],
        )

    @property
    def outcome(self) -> str:
        """What a table calls its outcome; nothing for a folder."""
        return self.table.outcome if self.table else ""

    def ask(self, session: Session) -> FitAnswer:
        """Return the answer, its progress told to the session; it is saved where that was asked for."""
        from kuajie import wiring  # noqa: PLC0415 - loads the engines

        answer = self._fit(session)
        if self.save is not None:
            wiring.save_fit(answer, self.save)
        return answer

    def _fit(self, session: Session) -> FitAnswer:
        from kuajie import wiring  # noqa: PLC0415 - loads the engines
        from kuajie.cli.reading import read_folder  # noqa: PLC0415 - as above
        from kuajie.usecases.progress import part_of  # noqa: PLC0415 - as above

        test: dict[str, Any] = {"holdout_weeks": self.holdout_weeks, "origins": self.origins}
        if self.table is not None:
            return wiring.fit_table(self.table, settings=self.settings, progress=session.progress, **test)
        assert self.folder is not None  # noqa: S101 - told to the type checker; table_request refuses neither
        reading = part_of(session.progress, start=0.0, end=0.2)
        fitting = part_of(session.progress, start=0.2, end=1.0)
        project = read_folder(self.folder, session=session, progress=reading)
        return wiring.fit(
            project,
            settings=self.settings,
            options=self.options,
            update=self.update,
            progress=fitting,
            **test,
        )
