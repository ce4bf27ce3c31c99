"""Notices about how a weekly table is asked to be fitted."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

UNKNOWN_CHOICE = Notice(
    "tables.unknown_choice",
    Text(en="This cannot be chosen here.", zh="这里没有这个选项。"),
    Text(en="Choose one of {known}.", zh="可选：{known}。"),
)
REACH_OR_FREQUENCY_ALONE = Notice(
    "tables.reach_or_frequency_alone",
    Text(
        en="Lever “{lever}” has only one of reach and frequency.",
        zh="杠杆“{lever}”只给了触达人数和频次之一。",
    ),
    Text(
        en="Name both columns for it, or neither: then its own column is its input.",
        zh="请同时指定这两列，或都不指定；都不指定时以它自己的列作为投入。",
    ),
)
NOT_A_LEVER = Notice(
    "tables.not_a_lever",
    Text(
        en="Something is said about “{lever}”, which is none of the levers of the table.",
        zh="“{lever}”不是该表的杠杆，却给出了有关它的设定。",
    ),
    Text(
        en="Add its column to the levers, or name one of {known}.", zh="请把该列加入杠杆，或改用：{known}。"
    ),
)
LEVER_NAME_TAKEN = Notice(
    "tables.lever_name_taken",
    Text(
        en="Two levers would be called “{lever}”: a lever that differs between series gets their names.",
        zh="会有两个杠杆同名“{lever}”：各序列取值不同的杠杆以序列名区分。",
    ),
    Text(en="Rename one of the columns or series.", zh="请给其中一列或一个序列改名。"),
)
