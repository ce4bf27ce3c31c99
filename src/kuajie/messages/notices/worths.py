"""Notices about files of coalition values."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

_FORM = Text(
    en="docs/split.md shows the form of the file with an example.",
    zh="docs/split.md 说明了文件格式并附有示例。",
)

NOT_A_TABLE = Notice(
    "worths.not_a_table",
    Text(
        en="{key} must be a table of keys and values, but is {value}.",
        zh="{key} 应为键值表，而实际是 {value}。",
    ),
    _FORM,
)
NO_PARTIES = Notice(
    "worths.no_parties",
    Text(
        en="{key} must list the parties by name, but is {value}.",
        zh="{key} 应列出各合作方，而实际是 {value}。",
    ),
    Text(en='Write for example parties = ["platform", "school"].', zh='例如：parties = ["平台", "学院"]。'),
)
PARTY_TWICE = Notice(
    "worths.party_twice",
    Text(en="{key} names a party twice: {value}.", zh="{key} 中有重复的合作方：{value}。"),
    Text(en="Give every party a name of its own.", zh="请为每一方使用不同的名称。"),
)
TOO_MANY_PARTIES = Notice(
    "worths.too_many_parties",
    Text(
        en="{key} lists {value} parties; files may have {most}.",
        zh="{key} 列出了 {value} 方，最多 {most} 方。",
    ),
    Text(
        en="Join parties that always act together, or plan a programme folder, where coalitions are sampled.",
        zh="请合并总是一致行动的合作方；或使用合作项目文件夹，那里会对联盟抽样。",
    ),
)
UNKNOWN_COALITION = Notice(
    "worths.unknown_coalition",
    Text(
        en="{key} names no coalition of these parties. {hint}",
        zh="{key} 不是这些合作方的联盟。{hint}",
    ),
    Text(
        en="Write the members with plus signs, such as “platform+school”, each once.",
        zh="请用加号连接成员，如“平台+学院”，每个成员写一次。",
    ),
)
COALITION_TWICE = Notice(
    "worths.coalition_twice",
    Text(en="{key} states the worth of a coalition a second time.", zh="{key} 重复给出了同一联盟的价值。"),
    Text(en="Keep one of the two.", zh="请只保留一处。"),
)
WORTH_NOT_A_NUMBER = Notice(
    "worths.not_a_number",
    Text(en="{key} must be a finite number, but is {value}.", zh="{key} 应为有限的数，而实际是 {value}。"),
    Text(en='Write a number, or a fraction as text: "1/3".', zh='请写数，或以文字写分数："1/3"。'),
)
NOTHING_EARNS_NOTHING = Notice(
    "worths.nothing_earns_nothing",
    Text(en="{key} is the coalition of nobody and earns {value}.", zh="{key} 是空联盟，却有价值 {value}。"),
    Text(en="Leave it out, or write 0.", zh="请删去，或写 0。"),
)
COALITIONS_MISSING = Notice(
    "worths.coalitions_missing",
    Text(
        en="{key} lacks the worth of {count} coalitions: {listed}.",
        zh="{key} 缺少 {count} 个联盟的价值：{listed}。",
    ),
    Text(
        en="State each of them; one that can do nothing together earns what its members earn alone.",
        zh="请逐一给出；合在一起也做不成什么的联盟，其价值就是各成员单独的收益之和。",
    ),
)
NOT_EVERY_PARTY = Notice(
    "worths.not_every_party",
    Text(
        en="{key} must give every party a number, but is {value}.",
        zh="{key} 应为每一方给出一个数，而实际是 {value}。",
    ),
    Text(en="Name each of {parties}, and nobody else.", zh="请逐一给出 {parties}，不要有其他名称。"),
)
NOT_YES_OR_NO = Notice(
    "worths.not_yes_or_no",
    Text(
        en="{key} must be true or false, but is {value}.", zh="{key} 应为 true 或 false，而实际是 {value}。"
    ),
    Text(
        en="Write true where the values are what coalitions pay.",
        zh="若各值是联盟要付的费用，请写 true。",
    ),
)
POSITION_OUT_OF_RANGE = Notice(
    "worths.position_out_of_range",
    Text(en="{key} cannot be {value}.", zh="{key} 不能是 {value}。"),
    Text(
        en="Weights are above 0; caution is above 0 and at most 1; patience lies between 0 and 1.",
        zh="权重须大于 0；谨慎程度须大于 0 且不超过 1；耐心程度须在 0 与 1 之间。",
    ),
)
