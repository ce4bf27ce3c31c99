"""What states and events of proposals are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kuajie.messages import Text
from kuajie_site.plans.models import State, What

STATES: Final[Mapping[str, Text]] = {
    State.DRAFT: Text(en="draft", zh="草稿"),
    State.PROPOSED: Text(en="waits for approval", zh="待批准"),
    State.COUNTERED: Text(en="countered", zh="已有反提案"),
    State.AGREED: Text(en="agreed by all", zh="各方已同意"),
    State.DECLINED: Text(en="declined", zh="已谢绝"),
    State.WITHDRAWN: Text(en="withdrawn", zh="已撤回"),
    State.SUPERSEDED: Text(en="superseded", zh="已被取代"),
}
BADGES: Final[Mapping[str, str]] = {
    State.PROPOSED: "calm",
    State.AGREED: "good",
    State.COUNTERED: "warn",
    State.DECLINED: "grave",
}
"""Colours of states, beside their words."""
EVENTS: Final[Mapping[str, Text]] = {
    What.DRAFTED: Text(en="drafted it", zh="起草"),
    What.EDITED: Text(en="changed title or reason", zh="修改了标题或理由"),
    What.PROPOSED: Text(en="proposed it, and so approved it", zh="提出（即视为批准）"),
    What.APPROVED: Text(en="approved it", zh="批准"),
    What.COUNTERED: Text(en="answered with another proposal", zh="提出反提案"),
    What.DECLINED: Text(en="declined it", zh="谢绝"),
    What.WITHDRAWN: Text(en="withdrew it", zh="撤回"),
    What.AGREED: Text(en="was the last to approve: agreed by all", zh="最后一方批准：各方达成一致"),
    What.SUPERSEDED: Text(
        en="agreed on another one, which takes its place", zh="另一提案达成一致，本提案被取代"
    ),
}
