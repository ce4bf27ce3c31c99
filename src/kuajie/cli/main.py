"""The entry point of ``kuajie``: runs a command, says errors to the person, returns an exit code.

Exit codes: 0 fine, 2 bad input, 3 cannot fit, 4 infeasible, 5 a tool is missing, 70 a fault in Kuajie,
130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text as Line

from kuajie.cli.group import build_group
from kuajie.cli.json_output import print_json
from kuajie.cli.language import CURRENT_LOCALE, choose_locale
from kuajie.cli.usage import UsageError, finding_of
from kuajie.cli.wrapping import wrap
from kuajie.messages import Finding, KuajieError, Place, Severity
from kuajie.messages.notices.cli import FILE_REFUSED, INTERRUPTED, UNEXPECTED

BAD_INPUT = 2
FAULT = 70
STOPPED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error is said, none is raised."""
    arguments = list(arguments) or ["--help"]
    CURRENT_LOCALE.set(choose_locale(arguments, os.environ))
    _never_fail_on_characters()
    try:
        code = build_group().main(args=arguments, prog_name="kuajie", standalone_mode=False)
    except KuajieError as error:
        return _complain(error.findings, code=error.exit_code, arguments=arguments)
    except UsageError as error:
        return _complain([finding_of(error)], code=BAD_INPUT, arguments=arguments)
    except Exception as error:  # noqa: BLE001 -- the last resort: a person never meets a traceback
        return _last_resort(error, arguments)
    if code == STOPPED:
        return _complain(
            [Finding(notice=INTERRUPTED, severity=Severity.NOTE)], code=STOPPED, arguments=arguments
        )
    return code if isinstance(code, int) else 0


def _last_resort(error: Exception, arguments: Sequence[str]) -> int:
    if type(error).__name__ in {"Cancelled", "Abort"}:
        finding, code = Finding(notice=INTERRUPTED, severity=Severity.NOTE), STOPPED
    elif isinstance(error, OSError) and error.filename is not None:
        facts = {"path": error.filename, "reason": error.strerror}
        finding, code = Finding(notice=FILE_REFUSED, place=Place(), facts=facts), BAD_INPUT
    else:
        facts = {"kind": type(error).__name__, "detail": str(error)}
        finding, code = Finding(notice=UNEXPECTED, facts=facts), FAULT
    if os.environ.get("KUAJIE_DEBUG") == "1":
        traceback.print_exception(error)
    return _complain([finding], code=code, arguments=arguments)


def _complain(findings: Sequence[Finding], *, code: int, arguments: Sequence[str]) -> int:
    """Say findings on standard error, or as JSON on standard output when JSON was asked for."""
    locale = CURRENT_LOCALE.get()
    if "--json" in arguments:
        print_json({"errors": [finding.as_record(locale) for finding in findings]})
        return code
    console = Console(stderr=True, highlight=False)
    told: set[str] = set()
    for finding in findings:
        if finding.say(locale) in told:  # several structures or cases can fail for one reason
            continue
        told.add(finding.say(locale))
        place = finding.place.say(locale)
        if place:
            console.print(Line(place, style="bold"))
        problem = wrap(finding.problem(locale), console.width)
        console.print(Line(problem, style="red" if finding.severity is Severity.ERROR else ""))
        console.print(Line(wrap(f"→ {finding.remedy(locale)}", console.width)))
    return code


def _never_fail_on_characters() -> None:
    """Let a terminal that lacks a character show a substitute for it instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
