"""Keeping an answer: as pages show it in both languages, as the API tells it, with its files."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from kuajie.messages import LOCALES, Finding, KuajieError, Locale
from kuajie.present.page import Part
from kuajie.wiring.outlines import outline
from kuajie_site.disclosure.thresholds import thresholds_of
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.ask import GIVEN
from kuajie_site.studies.confined import confined, confined_findings, own_blocks
from kuajie_site.studies.few import Few
from kuajie_site.studies.few_orders import vague
from kuajie_site.studies.models import Answer
from kuajie_site.studies.page_words import in_page_words
from kuajie_site.studies.parts import plain_parts
from kuajie_site.studies.study import Attachment, Study
from kuajie_site.studies.told import as_part


def answer_of(job: Job, study: Study, value: Any) -> Answer:
    """Return what a study found, ready to be kept; files are written, places on this machine left out."""
    names = {party.key: party.name for party in job.programme.parties.all()}
    shown = confined(value, names)
    told, full = _without_few(job, study, shown.answer)
    own = {party: _own(findings, job) for party, findings in shown.own.items()}
    for party, whole in full.items():
        own.setdefault(party, {})["full"] = _told(job, study, whole)
    return Answer(
        programme=job.programme,
        version=job.version,
        study=job.study,
        options=job.options,
        key=job.key,
        **_told(job, study, told),
        own=own,
        files=_written(study.files(told, job.version.folder), job),
        asked_by=job.asked_by,
        party=job.party,
    )


def _told(job: Job, study: Study, answer: Any) -> dict[str, Any]:
    """Return what is kept of an answer for those who may read it so."""
    return {
        "parts": {locale: _page(study.parts(answer, locale), job, locale) for locale in LOCALES},
        "record": _placeless(study.record(answer, "en"), job),
    }


def _without_few(job: Job, study: Study, answer: Any) -> tuple[Any, dict[str, Any]]:
    """Return an answer without counts of too few, and for each party of which some are withheld its own.

    The answer to a private study is for the party that asked.
    """
    if study.few is None:
        return answer, {}
    given = job.options[GIVEN]
    rule = Few(fewest=given["fewest"], sellers=outline(job.version.folder).sellers, reader=given.get("party"))
    told = study.few(answer, rule)
    return told, {party: study.few(answer, replace(rule, reader=party)) for party in sorted(rule.hid)}


def errors_of(job: Job, error: KuajieError) -> dict[str, Any]:
    """Return what stopped a job, in both languages; findings in a party's files are for that party."""
    names = {party.key: party.name for party in job.programme.parties.all()}
    left, own = confined_findings(error.findings, names)
    left = vague(left, (), Few(fewest=thresholds_of(job.programme)))
    return {**_said(left, job), "own": {party: _said(found, job) for party, found in own.items()}}


def _said(findings: Sequence[Finding], job: Job) -> dict[str, Any]:
    said = {locale: [finding.say(locale) for finding in findings] for locale in LOCALES}
    return {locale: in_page_words(_placeless(said[locale], job), job.study, locale) for locale in LOCALES}


def _page(parts: Iterable[Part], job: Job, locale: Locale) -> Any:
    return in_page_words(_placeless(plain_parts(parts), job), job.study, locale)


def file_of(programme: Programme, key: str, name: str) -> Path:
    """Return where a file of an answer lies."""
    return programme.place / "answers" / key / name


def _own(findings: Sequence[Finding], job: Job) -> dict[str, Any]:
    blocks = {locale: map(as_part, own_blocks(findings, locale)) for locale in LOCALES}
    return {
        "parts": {locale: _page(blocks[locale], job, locale) for locale in LOCALES},
        "findings": _placeless([finding.as_record("en") for finding in findings], job),
    }


def _written(files: Iterable[Attachment], job: Job) -> list[dict[str, Any]]:
    """Write files beside their place and move them in together; return what a page lists."""
    told = list(files)
    if not told:
        return []
    place = file_of(job.programme, job.key, "")
    draft = place.with_name(f"{job.key}-{uuid4().hex}")
    draft.mkdir(parents=True)
    for each in told:
        (draft / each.name).write_bytes(each.content)
    shutil.rmtree(place, ignore_errors=True)
    draft.rename(place)
    return [
        {
            "name": each.name,
            "title": {locale: each.title.say(locale) for locale in LOCALES},
            "media_type": each.media_type,
            "locale": each.locale,
            "page": each.page,
        }
        for each in told
    ]


def _placeless(value: Any, job: Job) -> Any:
    """Return plain values whose texts do not tell where the folder lies on this machine."""
    folder = str(job.version.folder)
    if isinstance(value, str):
        return value.replace(f"{folder}/", "").replace(folder, ".") if folder in value else value
    if isinstance(value, Mapping):
        return {key: _placeless(held, job) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_placeless(held, job) for held in value]
    return value
