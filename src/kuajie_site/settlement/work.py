"""Working on jobs of settlement: each does one act, and is noted where it changed anything."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from kuajie.messages import LOCALES, BadInput, KuajieError, Text
from kuajie.usecases.progress import Cancelled, Progress
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import note
from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.running import FAULT, end, teller
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.bundle import make_bundle
from kuajie_site.settlement.cases import work_on_case, work_on_ruling
from kuajie_site.settlement.compare import work_on_comparison
from kuajie_site.settlement.in_turn import in_turn
from kuajie_site.settlement.post import Post, post, shown
from kuajie_site.settlement.preview import look_first
from kuajie_site.settlement.verify import work_on_verification
from kuajie_site.settlement.words import in_both
from kuajie_site.studies.keeping import errors_of

log = logging.getLogger(__name__)
NO_SEAT: Final = Text(
    en="Whoever asked for this may no longer do it. Nothing was changed.",
    zh="发起人已无此权限，未作任何改动。",
)


def work_on_settlement(job: Job, worker: str) -> None:
    """Do what a claimed job asks of the books; the job ends done, failed or stopped."""
    try:
        act = ACTS[job.options["act"]]
        in_turn(lambda: act(job, teller(job, worker)))
    except Cancelled:
        end(job, worker, State.STOPPED)
    except Refused as error:
        said = {locale: [error.text.say(locale, **error.facts)] for locale in LOCALES}
        end(job, worker, State.FAILED, errors=said)
    except BadInput as error:
        ours = {"books.", "disputes.", "evidence.", "reconcile."}
        of_books = all(f.notice.code.startswith(tuple(ours)) for f in error.findings)
        end(job, worker, State.FAILED, errors=in_both(error.findings) if of_books else errors_of(job, error))
    except KuajieError as error:
        end(job, worker, State.FAILED, errors=errors_of(job, error))
    except Exception:
        log.exception("job %s failed", job.pk)
        end(job, worker, State.FAILED, errors={locale: [FAULT.say(locale)] for locale in LOCALES})
    else:
        end(job, worker, State.DONE)


def seat_for(job: Job, action: Action) -> Seat:
    """Return the seat of whoever asked; raises ``Refused`` where it no longer allows it."""
    seats = Seat.objects.select_related("programme", "party", "user")
    seat = seats.filter(programme=job.programme, user=job.asked_by).first()
    if seat is None or seat.party_id != job.party_id or not seat.may(action):
        raise Refused(NO_SEAT)
    return seat


def _post(job: Job, progress: Progress) -> None:
    seat = seat_for(job, Action.KEEP_BOOKS)
    asked = {name: job.options[name] for name in Post.__slots__ if name in job.options}
    what = Post(**asked)
    answer = post(job.programme, job.version, job.asked_by, what, progress=progress)
    if answer.appended:
        said = "statements_issued" if what.issue else "month_posted"
        note(seat, said, shared=True, month=what.month, number=job.version.number)


def _look(job: Job, progress: Progress) -> None:
    look_first(seat_for(job, Action.KEEP_BOOKS), job.version, job.options["month"], progress=progress)


def _show(job: Job, progress: Progress) -> None:
    del progress
    shown(job.programme)


def _bundle(job: Job, progress: Progress) -> None:
    del progress
    make_bundle(seat_for(job, Action.SEE_SETTLEMENT), job.options["month"], job.options["locale"])


def _file(job: Job, progress: Progress) -> None:
    work_on_case(seat_for(job, Action.RAISE_DISPUTE), job.version, job.options, progress)


def _rule(job: Job, progress: Progress) -> None:
    work_on_ruling(seat_for(job, Action.RULE), job.version, job.options, progress)


def _compare(job: Job, progress: Progress) -> None:
    work_on_comparison(job.version, job.options["comparison"], progress)


def _verify(job: Job, progress: Progress) -> None:
    work_on_verification(job.options["verification"], progress)


ACTS: Final[Mapping[str, Callable[[Job, Progress], None]]] = MappingProxyType(
    {
        "post": _post,
        "look": _look,
        "show": _show,
        "bundle": _bundle,
        "file": _file,
        "rule": _rule,
        "compare": _compare,
        "verify": _verify,
    }
)
"""What a job of settlement can be, by its act."""
