"""Settlement joined to the files it comes from and goes to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.settlement.periods import Month
    from kuajie.usecases.settle import SettleAnswer


def settle_folder(
    folder: Path, *, month: str | None = None, postings: Path | None = None, progress: Progress = silent
) -> SettleAnswer:
    """Return what every party of a programme folder is due for a month (none: the last complete one).

    Every line is written as CSV where ``postings`` says. Raises ``BadInput`` with everything that is wrong.
    """
    from kuajie.exchange.postings_file import postings_csv
    from kuajie.exchange.reading import read_folder
    from kuajie.messages.notices.settle import NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.usecases.settle import SettleQuestion, settle

    if postings is not None:
        require_place(postings, notice=NOT_WRITTEN)
    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.4))
    question = SettleQuestion(
        programme=reading.programme,
        events=reading.events,
        today=_today(reading.programme.time_zone),
        month=None if month is None else _month(month),
    )
    answer = settle(question, progress=part_of(progress, start=0.4, end=1.0))
    if postings is not None:
        text = postings_csv(answer.agreement, answer.history, answer.lines).decode()
        write_whole(postings, text, notice=NOT_WRITTEN)
    return answer


def _today(zone: str) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()


def _month(text: str) -> Month:
    from kuajie.messages import BadInput
    from kuajie.messages.notices.settle import NOT_A_MONTH
    from kuajie.settlement.periods import Month

    try:
        return Month.read(text)
    except ValueError as error:
        raise BadInput.of(NOT_A_MONTH, value=text) from error
