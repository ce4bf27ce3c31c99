"""Weights that one person's judgements imply, as blocks for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.present.reader import Reader
from kuajie.usecases.partners_answer import BestWorstAnswer, PairwiseAnswer

CRITERION = Text(en="Criterion", zh="评价项")
WEIGHT = Text(en="Weight", zh="权重")
BY_MEANS = Text(en="By geometric means", zh="几何平均法")
CONSISTENT = Text(
    en="Weights by the principal eigenvector. Largest eigenvalue {highest}, consistency "
    "index {index}, consistency ratio {ratio} (up to 0.10 is usually accepted; random "
    "index {random}).",
    zh="权重取主特征向量。最大特征值 {highest}，一致性指标 CI {index}，"
    "一致性比率 CR {ratio}（通常以不超过 0.10 为可接受；"
    "随机指标 RI {random}）。",
)
NO_RATIO = Text(
    en="Weights by the principal eigenvector. Largest eigenvalue {highest}; there is no "
    "consistency ratio for so many things.",
    zh="权重取主特征向量。最大特征值 {highest}；比较的项数不适用一致性比率。",
)
BEST_WORST = Text(
    en="Weights by the linear best-worst model, xi {linear}. The min-max model leaves xi "
    "{nonlinear}; divided by the consistency index {index} that is a consistency ratio of "
    "{ratio} (0: no contradiction at all).",
    zh="权重取线性最优最劣模型，ξ = {linear}。极小极大模型的 ξ 为 {nonlinear}，"
    "除以一致性指标 {index}，得一致性比率 {ratio}（0 表示毫无矛盾）"
    "。",
)
NONE = Text(en="none", zh="无")


def judgement_blocks(answer: PairwiseAnswer | BestWorstAnswer, reader: Reader) -> Iterator[Block]:
    """Return the weights and how consistent the judgements are."""
    if isinstance(answer, PairwiseAnswer):
        yield Paragraph(_pairwise(answer, reader))
        figures = [(WEIGHT, answer.weights), (BY_MEANS, answer.geometric_mean_weights)]
    else:
        yield Paragraph(_best_worst(answer, reader))
        figures = [(WEIGHT, answer.weights_linear)]
    heads = tuple(Column(reader.say(head), number=True) for head, _ in figures)
    rows = tuple(
        (name, *(f"{weights[place]:.4f}" for _, weights in figures))
        for place, name in enumerate(answer.members)
    )
    yield Table(columns=(Column(reader.say(CRITERION)), *heads), rows=rows)


def _pairwise(answer: PairwiseAnswer, reader: Reader) -> str:
    highest = f"{answer.lambda_max:.4f}"
    if answer.CR is None:
        return reader.say(NO_RATIO, highest=highest)
    random = reader.say(NONE) if answer.RI is None else f"{answer.RI:.2f}"
    return reader.say(
        CONSISTENT, highest=highest, index=f"{answer.CI:.4f}", ratio=f"{answer.CR:.4f}", random=random
    )


def _best_worst(answer: BestWorstAnswer, reader: Reader) -> str:
    ratio = answer.CR_nonlinear
    return reader.say(
        BEST_WORST,
        linear=f"{answer.xi_linear:.4f}",
        nonlinear=f"{answer.xi_nonlinear:.4f}",
        index=f"{answer.consistency_index:.4f}",
        ratio=reader.say(NONE) if ratio is None else f"{ratio:.4f}",
    )
