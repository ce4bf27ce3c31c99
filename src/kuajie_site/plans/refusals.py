"""Why something cannot be done to a proposal, and what to do."""

from __future__ import annotations

from typing import Final

from kuajie.messages import Text

NO_PARTY: Final = Text(
    en="A mediator sits for no party: comment instead.", zh="调解人不代表任何一方：请改为发表意见。"
)
MAY_NOT: Final = Text(
    en="Only owners and managers of the party concerned may do this.",
    zh="只有相关一方的负责人或合作经理可以进行此操作。",
)
NOT_A_PLAN: Final = Text(
    en="This is no plan of the programme. Choose one from the list.",
    zh="所选内容不是本项目的方案，请从列表中选择。",
)
NOT_SEEN: Final = Text(
    en="Some of what this rests on is not disclosed to your party. Ask the others to disclose it first.",
    zh="其中部分内容尚未向你方公开。请先请其他各方公开。",
)
OWN_COUNTER: Final = Text(
    en="This proposal is your own party’s. Withdraw it and propose the other one.",
    zh="这是本方自己的提案。请先撤回，再另行提出。",
)
ENDED: Final = Text(
    en="Nothing was changed: this proposal is no longer open. Below is what happened.",
    zh="未做任何更改：该提案已不再待定。经过见下。",
)
UNTITLED: Final = Text(en="Give it a title.", zh="请填写标题。")
COUNTERED: Final = Text(
    en="Not approved: {party} has answered with proposal {number} meanwhile. See there what it changes.",
    zh="未批准：{party}已提出反提案 {number}。请在其中查看改动之处。",
)
FILES_CHANGED: Final = Text(
    en="Not approved: the programme’s files have changed since you opened this page ({what}). "
    "Look at the proposal again; then approve.",
    zh="未批准：自你打开本页后，项目文件已有变动（{what}）。请重新查看提案后再批准。",
)
SHOWN_OTHERWISE: Final = Text(
    en="Not approved: the form does not carry what this page shows. Look at it again; then approve.",
    zh="未批准：提交内容与本页所示不一致。请重新查看提案后再批准。",
)
CHANGE: Final = Text(en="version {number} by {party}: {note}", zh="版本 {number}，{party}：{note}")
SITE_ITSELF: Final = Text(en="all parties", zh="各方")
NO_FILES: Final = Text(en="The programme has no files yet.", zh="项目尚无文件。")
EDITED_MEANWHILE: Final = Text(
    en="Not saved: somebody of your party changed this draft meanwhile. Below is what it says now; what you "
    "wrote is still in the form. Saving again puts it in place of that.",
    zh="未保存：本方有人同时修改了该草稿。下方为现在的内容，你填写的内容仍保留在表单中。再次保存将以你的内容替换。",
)
SAME_AGAIN: Final = Text(
    en="This is what proposal {number} says already. Change the limits and plan anew, or approve it.",
    zh="内容与提案 {number} 完全相同。请修改限制后重新规划，或直接批准该提案。",
)
SAME_TERMS: Final = Text(
    en="These are the terms of proposal {number} already. Change them, or approve it.",
    zh="条款与提案 {number} 完全相同。请修改条款，或直接批准该提案。",
)
