"""Notices about the command line itself."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

_SEE_HELP = Text(en="See '{command} --help'.", zh="请查看“{command} --help”。")

NO_SUCH_COMMAND = Notice(
    "cli.no_such_command",
    Text(en="There is no command “{name}”.", zh="没有“{name}”这个命令。"),
    Text(en="The commands are: {known}.", zh="可用的命令有：{known}。"),
)
NO_COMMAND = Notice(
    "cli.no_command",
    Text(en="Which command?", zh="请指定命令。"),
    Text(en="The commands are: {known}.", zh="可用的命令有：{known}。"),
)
NO_SUCH_OPTION = Notice(
    "cli.no_such_option",
    Text(en="{command} has no option {name}.", zh="{command} 没有选项 {name}。"),
    _SEE_HELP,
)
NO_SUCH_OPTION_BUT = Notice(
    "cli.no_such_option_but",
    Text(en="{command} has no option {name}.", zh="{command} 没有选项 {name}。"),
    Text(en="Perhaps you mean {close}.", zh="您是否想用 {close}？"),
)
MISSING_VALUE = Notice(
    "cli.missing_value",
    Text(en="{name} is missing.", zh="缺少 {name}。"),
    Text(
        en="Give it on the command line; '{command} --help' says what it means.",
        zh="请在命令行中给出；“{command} --help”说明其含义。",
    ),
)
OPTION_WITHOUT_VALUE = Notice(
    "cli.option_without_value",
    Text(en="{name} needs a value after it.", zh="{name} 后面需要一个值。"),
    _SEE_HELP,
)
FLAG_WITH_VALUE = Notice(
    "cli.flag_with_value",
    Text(en="{name} takes no value.", zh="{name} 不带值。"),
    Text(en="Write {name} alone.", zh="请只写 {name}。"),
)
BAD_VALUE = Notice(
    "cli.bad_value",
    Text(en="{name} cannot be “{value}”.", zh="{name} 不能是“{value}”。"),
    Text(en="It must be {expected}.", zh="它必须是{expected}。"),
)
TOO_MANY_ARGUMENTS = Notice(
    "cli.too_many_arguments",
    Text(en="{command} has no use for {extra}.", zh="{command} 用不到 {extra}。"),
    Text(en="Leave it out, or quote values that contain spaces.", zh="请去掉它；含空格的值请加引号。"),
)
OTHER_USAGE = Notice(
    "cli.usage",
    Text(en="The arguments cannot be taken: {detail}", zh="无法理解这些参数：{detail}"),
    _SEE_HELP,
)
FILE_REFUSED = Notice(
    "cli.file_refused",
    Text(en="{path} cannot be read or written: {reason}.", zh="{path} 无法读写：{reason}。"),
    Text(en="Check the path and its permissions.", zh="请检查路径与权限。"),
)
UNEXPECTED = Notice(
    "cli.unexpected",
    Text(
        en="Kuajie met a situation it does not know ({kind}: {detail}).",
        zh="跨界遇到了未预料的情况（{kind}：{detail}）。",
    ),
    Text(
        en="This is a fault in Kuajie, please report it; KUAJIE_DEBUG=1 shows the details to send along.",
        zh="这是跨界自身的缺陷，请反馈；设置 KUAJIE_DEBUG=1 可显示随附的细节。",
    ),
)
INTERRUPTED = Notice(
    "cli.interrupted",
    Text(en="Stopped as you asked.", zh="已按您的要求停止。"),
    Text(en="The same command starts it again.", zh="再次运行同一命令即可重新开始。"),
)

A_NUMBER = Text(en="a number", zh="数字")
A_WHOLE_NUMBER = Text(en="a whole number", zh="整数")
IN_RANGE = Text(en="{kind} from {low} to {high}", zh="介于 {low} 和 {high} 之间的{kind}")
AT_LEAST = Text(en="{kind} of at least {low}", zh="不小于 {low} 的{kind}")
AT_MOST = Text(en="{kind} of at most {high}", zh="不大于 {high} 的{kind}")
A_DATE = Text(en="a date such as 2026-09-01", zh="日期，例如 2026-09-01")
A_PATH = Text(en="a path that exists and can be read", zh="存在且可读的路径")
ONE_OF = Text(en="one of {choices}", zh="以下之一：{choices}")
ACCEPTABLE = Text(en="acceptable ({detail})", zh="可接受的值（{detail}）")
