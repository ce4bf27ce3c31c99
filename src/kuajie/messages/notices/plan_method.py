"""Notices about the method by which a plan is looked for."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

TORCH_MISSING = Notice(
    "planning.torch_missing",
    Text(
        en="PyTorch's optimisers need PyTorch, which is not installed.",
        zh="使用 PyTorch 的优化器需要 PyTorch，但尚未安装。",
    ),
    Text(
        en="Install it: pip install 'kuajie[torch]', or use --method adam or sgd, which step the same way.",
        zh="请安装：pip install 'kuajie[torch]'；或使用 --method adam 或 sgd，步骤相同。",
    ),
)
METHOD_FOR_MEAN_ONLY = Notice(
    "planning.method_for_mean_only",
    Text(
        en="First-order methods make the mean large, not the measure “{risk}”.",
        zh="一阶方法只能以均值为目标，不支持“{risk}”。",
    ),
    Text(
        en="Use --method auto with --risk {risk}, or leave --risk out.",
        zh="请将 --risk {risk} 与 --method auto 合用，或去掉 --risk。",
    ),
)
DECAY_WITHOUT_METHOD = Notice(
    "planning.decay_without_method",
    Text(
        en="Weight decay belongs to first-order methods, not to “{method}”.",
        zh="权重衰减只用于一阶方法，不用于“{method}”。",
    ),
    Text(
        en="Use --method sgd or adam, or leave --weight-decay at 0.",
        zh="请使用 --method sgd 或 adam，或把 --weight-decay 保持为 0。",
    ),
)
