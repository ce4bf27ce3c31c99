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
    Text(en="Perhaps you mean {close}.", zh="你是否想用 {close}？"),
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
    Text(en="Stopped as you asked.", zh="已按你的要求停止。"),
    Text(en="The same command starts it again.", zh="再次运行同一命令即可重新开始。"),
)

NOT_A_RANGE = Notice(
    "cli.not_a_range",
    Text(en="{name} cannot be “{value}”.", zh="{name} 不能是“{value}”。"),
    Text(
        en="Write the two ends between which the truth lies nine times out of ten, the lower one first and "
        "above zero: {name} {example}",
        zh="请写出十次有九次包含真值的两端，下限在前且大于零：{name} {example}",
    ),
)
NOT_A_PAIR = Notice(
    "cli.not_a_pair",
    Text(en="{name} cannot be “{value}”.", zh="{name} 不能是“{value}”。"),
    Text(
        en="Write a lever, an equals sign, and what is said of it: {name} {example}",
        zh="请先写杠杆，再写等号，然后写对它的设定：{name} {example}",
    ),
)
SHARE_OF_ALL = Notice(
    "cli.share_of_all",
    Text(
        en="{name} cannot be “{value}”: the levers cannot bring everything.",
        zh="{name} 不能是“{value}”：杠杆不可能带来全部结果。",
    ),
    Text(
        en="Give shares below 1, or below 100 %: {name} {example}",
        zh="请给出小于 1（或 100%）的占比：{name} {example}",
    ),
)
BELIEVED_TWICE = Notice(
    "cli.believed_twice",
    Text(en="{name} is given twice for “{lever}”.", zh="{name} 对“{lever}”给出了两次。"),
    Text(en="Keep one of the two.", zh="请只保留其中一个。"),
)
NO_SUCH_LEVER = Notice(
    "cli.no_such_lever",
    Text(en="There is no lever “{lever}”.", zh="没有名为“{lever}”的杠杆。"),
    Text(en="The levers are: {known}.", zh="现有的杠杆：{known}。"),
)
HALF_LIFE_WITHOUT_CARRY_OVER = Notice(
    "cli.half_life_without_carry_over",
    Text(
        en="A half-life is given for “{lever}”, whose effect ends with the week.",
        zh="给出了“{lever}”的半衰期，但它的效果不延续到下周。",
    ),
    Text(
        en="Leave --half-life out for it, or give it a carry-over other than none.",
        zh="请去掉它的 --half-life，或把它的余效改为 none 以外的形式。",
    ),
)
SCATTER_OF_OTHER_COUPLING = Notice(
    "cli.scatter_of_other_coupling",
    Text(
        en="The scatter {scatter} does not go with the coupling {coupling}.",
        zh="波动 {scatter} 不能与 {coupling} 耦合同用。",
    ),
    Text(
        en="Give --scatter {fitting} (one of them), or another --coupling.",
        zh="请用 --scatter 选择其一：{fitting}；或改用其他 --coupling。",
    ),
)
ORIGINS_WITHOUT_HOLDOUT = Notice(
    "cli.origins_without_holdout",
    Text(
        en="--origins says how often to test a forecast, but not of how many weeks.",
        zh="--origins 给出了检验预测的次数，但没有说明每次隐去几周。",
    ),
    Text(
        en="Give --holdout as well, for example --holdout 13.", zh="请同时给出 --holdout，例如 --holdout 13。"
    ),
)
UPDATE_OF_TABLE = Notice(
    "cli.update_of_table",
    Text(
        en="--update goes on from the last fit of a folder; of a table nothing is kept.",
        zh="--update 从文件夹的上次拟合出发；周表不保留任何结果。",
    ),
    Text(en="Leave --update out, or fit a folder.", zh="请去掉 --update，或改为拟合文件夹。"),
)
TOO_MANY_ORIGINS = Notice(
    "cli.too_many_origins",
    Text(
        en="Testing {origins} forecasts of {weeks} weeks each leaves fewer than {least} of {history} weeks "
        "to fit.",
        zh="检验 {origins} 次、每次隐去 {weeks} 周，历史 {history} 周中剩下不足 {least} 周，无法拟合。",
    ),
    Text(
        en="Together they may hide at most {most} weeks: lower --origins or --holdout.",
        zh="合计最多可隐去 {most} 周：请减小 --origins 或 --holdout。",
    ),
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
