"""A literature model under its structures: who decides what, who earns what, what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import LEADS, finding_blocks, say_findings
from kuajie.present.numbers import say_share
from kuajie.present.reader import Reader
from kuajie.present.record import as_record
from kuajie.sharing.literature.outcome import Fact
from kuajie.sharing.literature.structures import (
    COOPERATION,
    INSTITUTION_LEADS,
    MARGINS,
    MEANINGS,
    NASH,
    PAYING,
    STRUCTURES,
)
from kuajie.usecases.game_models import GameAnswer, GamesAnswer, StructureAnswer

TITLE = Text(en="{id}: {title} ({model})", zh="{id}：{title}（{model}）")
SOURCE = Text(
    en="Source: {source}. P is the platform, E the institution.", zh="出处：{source}。P 为平台，E 为机构。"
)
SYMBOL = Text(en="{symbol}: {meaning}", zh="{symbol}：{meaning}")
JOIN = Text(en="; ", zh="；")
STOP = Text(en="{said}.", zh="{said}。")
STRUCTURE, JOINT = Text(en="structure", zh="结构"), Text(en="joint", zh="联合收益")
OF_P, OF_E = Text(en="P earns", zh="平台收益"), Text(en="E earns", zh="机构收益")
LOST, LOST_SHARE = Text(en="lost", zh="损失"), Text(en="in %", zh="损失率")
FOUND = Text(en="found", zh="求解")
CLOSED, NUMERICAL = Text(en="formula", zh="公式"), Text(en="numerical", zh="数值")
GAIN = Text(
    en="Cooperation earns {best}. Against it, {structure} loses the least, {lost} ({share}), and "
    "{worst_structure} the most, {worst_lost} ({worst_share}).",
    zh="合作的联合收益为 {best}。与之相比，{structure}损失最少，为 {lost}（{share}）；"
    "{worst_structure}损失最多，为 {worst_lost}（{worst_share}）。",
)
SAME_LOSS = Text(
    en="Cooperation earns {best}; lost against it are {lost} ({share}) under: {structure}.",
    zh="合作的联合收益为 {best}；与之相比损失 {lost}（{share}）的有：{structure}。",
)
NO_LOSS = Text(
    en="Cooperation earns {best}, and nothing is lost against it under any structure.",
    zh="合作的联合收益为 {best}，各结构与之相比都没有损失。",
)
OF_STRUCTURE = Text(en="{structure}: {said}", zh="{structure}：{said}")
EVERYWHERE, LISTED = Text(en="everywhere", zh="各结构"), Text(en=", ", zh="、")
NOT_SAID = "–"
DIGITS = 5
"""Figures of a decision; --json has all."""


def game_blocks(answer: GamesAnswer, locale: Locale) -> Iterator[Block]:
    """Return all cases of a file for a terminal."""
    yield from finding_blocks(answer.warnings, locale)
    for game in answer.games:
        yield from _game(game, Reader(locale, ""))


def _game(game: GameAnswer, reader: Reader) -> Iterator[Block]:
    model = game.model
    yield Heading(reader.say(TITLE, id=game.id, title=model.title, model=model.name))
    yield Paragraph(f"{model.formula}\n{reader.say(SOURCE, source=model.source)}")
    yield decision_table(game, reader)
    if any(answer.outcome and answer.outcome.joint is not None for answer in game.structures):
        yield profit_table(game, reader)
    yield from _told(game, reader)


def decision_table(game: GameAnswer, reader: Reader) -> Table:
    """Return what is decided under each structure, and everything else the model says, but for profits."""
    names = [name for name in game.model.symbols if any(name in answer.values for answer in game.structures)]
    columns = (Column(reader.say(STRUCTURE)), *(Column(name, number=True) for name in names))
    rows = tuple(
        (_name(answer, reader), *(_said(answer.values.get(name)) for name in names))
        for answer in game.structures
    )
    return Table(columns=columns, rows=rows)


def profit_table(game: GameAnswer, reader: Reader) -> Table:
    """Return who earns what under each structure, and what is lost against cooperation."""
    names = (OF_P, OF_E, JOINT, LOST, LOST_SHARE, FOUND)
    columns = (Column(reader.say(STRUCTURE)), *(Column(reader.say(name), number=True) for name in names))
    return Table(columns=columns, rows=tuple(_earned(answer, reader) for answer in game.structures))


def _earned(answer: StructureAnswer, reader: Reader) -> tuple[str, ...]:
    outcome = answer.outcome
    if outcome is None:
        return (_name(answer, reader), *[NOT_SAID] * 6)
    share = NOT_SAID if answer.lost_share is None else say_share(_plain(answer.lost_share), reader.locale)
    return (
        _name(answer, reader),
        *(_said(outcome.profits.get(party)) for party in ("P", "E")),
        _said(outcome.joint),
        _said(None if answer.lost is None else _level(answer.lost, outcome.joint)),
        share,
        reader.say(CLOSED if outcome.closed_form else NUMERICAL),
    )


def _told(game: GameAnswer, reader: Reader) -> Iterator[Block]:
    """Yield what cooperation gains, what symbols and structures mean, and why each answer is one."""
    gain = _gain(game, reader)
    if gain:
        yield Paragraph(gain)
    used = {name for answer in game.structures for name in answer.values}
    meant = [
        reader.say(SYMBOL, symbol=name, meaning=text)
        for name, text in game.model.symbols.items()
        if name in used
    ]
    if meant:
        yield Paragraph(reader.say(STOP, said=reader.say(JOIN).join(meant)))
    yield Paragraph("\n".join([*_structure_lines(game, reader), *_condition_lines(game, reader)]))
    for answer in game.structures:
        for severity, said in say_findings(answer.findings, reader.locale):
            named = reader.say(OF_STRUCTURE, structure=_name(answer, reader), said=said)
            yield Paragraph(LEADS[severity].say(reader.locale, text=named))


def _structure_lines(game: GameAnswer, reader: Reader) -> Iterator[str]:
    """Yield what each structure means."""
    for answer in game.structures:
        meaning = reader.say(STOP, said=reader.say(_meaning(game, answer)))
        yield reader.say(OF_STRUCTURE, structure=_name(answer, reader), said=meaning)


def _meaning(game: GameAnswer, answer: StructureAnswer) -> Text:
    """Return what a structure means in a model: with or without a price, and a share to be paid."""
    if answer.structure == NASH and "w" in game.model.symbols:
        return MARGINS
    shares = answer.outcome is not None and answer.outcome.participation is not None
    return PAYING if answer.structure == INSTITUTION_LEADS and shares else MEANINGS[answer.structure]


def _condition_lines(game: GameAnswer, reader: Reader) -> Iterator[str]:
    """Yield why the answers are answers, each reason once with the structures it holds for."""
    holders: dict[Text, list[str]] = {}
    for answer in game.structures:
        for condition in () if answer.outcome is None else answer.outcome.conditions:
            holders.setdefault(condition, []).append(_name(answer, reader))
    for condition, names in holders.items():
        everywhere = 1 < len(names) == len(game.structures)
        named = reader.say(EVERYWHERE) if everywhere else reader.say(LISTED).join(names)
        yield reader.say(OF_STRUCTURE, structure=named, said=reader.say(condition))


def _gain(game: GameAnswer, reader: Reader) -> str:
    """Return what cooperation earns, and which structure loses the least and the most against it."""
    apart = [
        answer
        for answer in game.structures
        if answer.lost_share is not None and answer.structure != COOPERATION
    ]
    if not apart or game.cooperation is None:
        return ""
    ranked = sorted(apart, key=lambda answer: answer.lost or 0.0)
    least, most = (_loss(answer, game.cooperation, reader) for answer in (ranked[0], ranked[-1]))
    best = _said(game.cooperation)
    if _level(ranked[-1].lost, game.cooperation) == 0.0:
        return reader.say(NO_LOSS, best=best)
    if least["share"] == most["share"] and least["lost"] == most["lost"]:
        structure = reader.say(LISTED).join(_name(answer, reader) for answer in ranked)
        return reader.say(SAME_LOSS, best=best, **{**most, "structure": structure})
    worst = {f"worst_{name}": fact for name, fact in most.items()}
    return reader.say(GAIN, best=best, **least, **worst)


def _loss(answer: StructureAnswer, best: float, reader: Reader) -> dict[str, str]:
    return {
        "structure": _name(answer, reader),
        "lost": _said(_level(answer.lost, best)),
        "share": say_share(_plain(answer.lost_share), reader.locale),
    }


def _name(answer: StructureAnswer, reader: Reader) -> str:
    return reader.say(STRUCTURES[answer.structure])


def _level(value: float | None, beside: float | None) -> float:
    """Return a difference, nought where it is only rounding beside what it is a difference of."""
    held = value or 0.0
    return 0.0 if abs(held) <= 1e-12 * abs(beside or 0.0) else held


def _plain(share: float | None) -> float:
    return round(share or 0.0, 12) + 0.0


def _said(fact: Fact | None) -> str:
    """Return a number to five significant figures, several as a list.

    >>> _said(1234567.891), _said(0.3333333333333333), _said(None), _said((0.5, 20.0))
    ('1,234,568', '0.33333', '–', '(0.50000, 20)')
    """
    if fact is None:
        return NOT_SAID
    if isinstance(fact, tuple):
        return f"({', '.join(_said(number) for number in fact)})"
    whole = fact == round(fact) or abs(fact) >= 10 ** (DIGITS - 1)
    form = ",.0f" if whole and abs(fact) < 1e15 else f"#,.{DIGITS}g"
    return f"{fact:{form}}".replace("-", "−")


def game_record(answer: GamesAnswer, locale: Locale) -> Mapping[str, object]:
    """Return the answer for programs: every number in full, by the symbols of the model's source."""
    return {
        "cases": [_case_record(game, locale) for game in answer.games],
        "warnings": as_record(answer.warnings, locale),
    }


def _case_record(game: GameAnswer, locale: Locale) -> dict[str, object]:
    return {
        "id": game.id,
        "model": game.model.name,
        "title": game.model.title.say(locale),
        "source": game.model.source.say(locale),
        "inputs": game.inputs,
        "joint_cooperation": game.cooperation,
        "structures": [
            {
                "structure": answer.structure,
                "values": as_record(answer.values, locale),
                "lost": answer.lost,
                "lost_share": answer.lost_share,
                "closed_form": None if answer.outcome is None else answer.outcome.closed_form,
                "conditions": as_record(() if answer.outcome is None else answer.outcome.conditions, locale),
                "findings": as_record(answer.findings, locale),
            }
            for answer in game.structures
        ],
    }
