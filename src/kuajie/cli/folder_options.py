"""Arguments and options that several commands on programme folders share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import argument, option
from kuajie.messages import Text

SAMPLING = Text(en="Sampling, and tests of the forecast", zh="抽样与预测检验")

Folder = Annotated[
    Path,
    argument(
        Text(en="A programme folder: it holds programme.toml.", zh="合作项目文件夹，其中有 programme.toml。")
    ),
]
Draws = Annotated[
    int | None,
    option(
        "--draws",
        Text(en="Posterior draws per chain; 1000 otherwise.", zh="每条链的后验样本数，默认 1000。"),
        panel=SAMPLING,
        metavar="N",
        min=50,
        max=100_000,
    ),
]
WarmUp = Annotated[
    int | None,
    option(
        "--warm-up",
        Text(en="Warm-up steps per chain; 1000 otherwise.", zh="每条链的预热步数，默认 1000。"),
        panel=SAMPLING,
        metavar="N",
        min=100,
        max=100_000,
    ),
]
Update = Annotated[
    bool,
    option(
        "--update",
        Text(
            en="Start sampling from the folder's last fit: about twice as fast after a week has been added.",
            zh="从该文件夹上一次拟合出发抽样：补充一周数据后，速度约快一倍。",
        ),
        panel=SAMPLING,
    ),
]
Save = Annotated[
    Path | None,
    option(
        "--save",
        Text(
            en="Also write the whole fit into this file; kuajie.load_fit opens it in a notebook.",
            zh="同时把整个拟合写入该文件；在笔记本中用 kuajie.load_fit 打开。",
        ),
        metavar="FILE",
    ),
]
Chains = Annotated[
    int | None,
    option(
        "--chains",
        Text(en="Chains; 2 otherwise.", zh="链数，默认 2。"),
        panel=SAMPLING,
        metavar="N",
        min=2,
        max=64,
    ),
]
Seed = Annotated[
    int | None,
    option(
        "--seed",
        Text(en="Seed of the sampler; 1 otherwise.", zh="抽样的随机种子，默认 1。"),
        panel=SAMPLING,
        metavar="N",
        min=0,
    ),
]
HoldOut = Annotated[
    int | None,
    option(
        "--holdout",
        Text(
            en="Also hide this many last weeks, fit the rest, and tell how well they are forecast.",
            zh="另外隐去最后若干周，用其余各周拟合，并报告对隐去各周的预测误差。",
        ),
        panel=SAMPLING,
        metavar="N",
        min=0,
        max=520,
    ),
]
Origins = Annotated[
    int | None,
    option(
        "--origins",
        Text(
            en="With --holdout: test so many forecasts, each ending where the next begins; 1 otherwise.",
            zh="与 --holdout 合用：检验多少次预测，每次比后一次早这么多周；默认 1 次。",
        ),
        panel=SAMPLING,
        metavar="N",
        min=1,
        max=52,
    ),
]
PlanDraws = Annotated[
    int,
    option(
        "--plan-draws",
        Text(
            en="Posterior draws that find the plan (others judge it).",
            zh="用于寻找方案的后验样本数（另用其他样本评判）。",
        ),
        metavar="N",
        min=10,
        max=5000,
    ),
]
NoCertificate = Annotated[
    bool,
    option(
        "--no-certificate",
        Text(
            en="Do not prove how much better any plan could be; saves some seconds.",
            zh="不证明任何方案最多还能好多少，可省下几秒。",
        ),
    ),
]
