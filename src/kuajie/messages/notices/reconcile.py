"""Notices about two books laid side by side."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"reconcile.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


ZONE_UNKNOWN = _notice(
    "zone_unknown",
    en=(
        "This moment names no time zone ({count} in all); nobody can tell whether it is local or UTC.",
        "State the zone of this book: {option} Asia/Shanghai, or {option} UTC.",
    ),
    zh=(
        "该时间未注明时区（共 {count} 处），无法判断是本地时间还是 UTC。",
        "请注明该账本的时区：{option} Asia/Shanghai 或 {option} UTC。",
    ),
)
NOT_A_ZONE = _notice(
    "not_a_zone",
    en=("“{value}” is not a time zone.", "Write an IANA name such as Asia/Shanghai, or UTC."),
    zh=("“{value}”不是时区。", "请写 IANA 时区名，例如 Asia/Shanghai 或 UTC。"),
)
CURRENCY_UNSAID = _notice(
    "currency_unsaid",
    en=(
        "The book does not say in which currency its amounts are.",
        "State it with --currency CNY, or add a column “currency”.",
    ),
    zh=("账本没有说明金额的币种。", "请用 --currency CNY 注明，或补上“币种”列。"),
)
NOT_A_CURRENCY = _notice(
    "not_a_currency",
    en=("“{value}” is not an ISO 4217 currency code.", "Use a code such as CNY, HKD or USD."),
    zh=("“{value}”不是 ISO 4217 货币代码。", "请使用 CNY、HKD、USD 等代码。"),
)
UNIT_UNKNOWN = _notice(
    "unit_unknown",
    en=(
        "The unit “{unit}” in the header is unknown.",
        "Export amounts in yuan or fen, and say which in the header.",
    ),
    zh=("表头中的单位“{unit}”无法识别。", "请以元或分导出金额，并在表头注明“元”或“分”。"),
)
NO_ROWS = _notice(
    "no_rows",
    en=("The book has a header but no rows.", "Export it again with the orders of the period."),
    zh=("账本只有表头，没有任何记录。", "请重新导出该期间的订单。"),
)
TOLD_TWICE = _notice(
    "told_twice",
    en=(
        "The row has the same order and line as row {other}, but another amount or currency ({line}).",
        "Keep the right one; lines of one order need line numbers, money going back a minus sign.",
    ),
    zh=(
        "该行与第 {other} 行的订单号和行号相同，但金额或币种不同（{line}）。",
        "请保留正确的一行；同一订单的多行须有行号，退款请写负数。",
    ),
)
COLUMNS_NOT_READ = _notice(
    "columns_not_read",
    en=("Columns that are not needed were not read: {columns}.", "If one is needed, name it in {map}."),
    zh=("以下列与对账无关，未读取：{columns}。", "如有需要的列，请在 {map} 中指定。"),
)
STATES_COUNTED = _notice(
    "states_counted",
    en=(
        "Rows whose state is not known ({states}): {count}; they count as paid.",
        "If they were cancelled, write “cancelled”; if refunded, give the amount as “refunded”.",
    ),
    zh=(
        "有 {count} 行的状态无法识别（{states}），按已支付计算。",
        "若已取消，请写“已取消”；若已退款，请在“退款金额”列写明金额。",
    ),
)
OTHER_COURSES = _notice(
    "other_courses",
    en=("Rows of courses outside the programme, left out: {count}.", "Nothing needs to be done."),
    zh=("有 {count} 行不属于合作课程，未计入。", "无需处理。"),
)
NO_SUCH_PARTY = _notice(
    "no_such_party",
    en=(
        "The folder has no orders of party “{party}”. {hint}",
        "Name a party that has an orders file, as FOLDER:PARTY.",
    ),
    zh=(
        "文件夹中没有合作方“{party}”的订单。{hint}",
        "请以 文件夹:合作方 的形式指定一个有订单文件的合作方。",
    ),
)
PARTY_UNSAID = _notice(
    "party_unsaid",
    en=("A folder holds the books of several parties. {hint}", "Name one, as FOLDER:PARTY."),
    zh=("文件夹中有多个合作方的账本。{hint}", "请以 文件夹:合作方 的形式指定一个。"),
)
NO_PARTIES_HERE = _notice(
    "no_parties_here",
    en=(
        "The file is one side's own book; it cannot be asked for party “{party}”.",
        "Leave “:{party}” out; only folders and postings hold several parties.",
    ),
    zh=(
        "该文件是一方自己的账本，不能再指定合作方“{party}”。",
        "请去掉“:{party}”；只有项目文件夹和分录才含多个合作方。",
    ),
)
NOT_POSTINGS_OF = _notice(
    "not_postings_of",
    en=("The postings hold no receipts of party “{party}”. {hint}", "Name a party that received money."),
    zh=("分录中没有合作方“{party}”的收款。{hint}", "请指定有收款的合作方。"),
)
NOT_AN_EVENT = _notice(
    "not_an_event",
    en=(
        "This is not an event of a settlement.",
        "Write the postings again with kuajie settle --postings.",
    ),
    zh=("这不是结算事件的编号。", "请用 kuajie settle --postings 重新生成分录。"),
)
MONTH_WITHOUT_DATES = _notice(
    "month_without_dates",
    en=(
        "Lines without a date: {count}; nobody can tell in which month they are.",
        "Give the column ordered_at, or leave --period out.",
    ),
    zh=("有 {count} 行没有日期，无法判断属于哪个月。", "请补上“下单时间”列，或不使用 --period。"),
)
MONTH_WITHOUT_ZONE = _notice(
    "month_without_zone",
    en=(
        "Nobody can tell which lines are in {month} without a time zone: a month begins when it does there.",
        "State it with --zone, such as --zone Asia/Shanghai.",
    ),
    zh=("不知道时区就无法判断哪些行属于 {month}。", "请用 --zone 注明，例如 --zone Asia/Shanghai。"),
)
NOTHING_IN_MONTH = _notice(
    "nothing_in_month",
    en=("Neither book has anything in {month}.", "Name a month within {first} to {last}."),
    zh=("两本账在 {month} 都没有记录。", "请指定 {first} 至 {last} 之间的月份。"),
)
NOT_A_DAY = _notice(
    "not_a_day",
    en=("“{value}” is not a day.", "Write it like 2026-11-23."),
    zh=("“{value}”不是日期。", "请写成 2026-11-23 的形式。"),
)
NOT_AN_AMOUNT = _notice(
    "not_an_amount",
    en=("“{value}” is not an amount of zero or more.", "Write it like 0.05."),
    zh=("“{value}”不是大于或等于零的金额。", "请写成 0.05 的形式。"),
)
NOT_A_KEY_PAIR = _notice(
    "not_a_key_pair",
    en=(
        "“{value}” does not name two columns.",
        "Write A's column = B's column, such as channel_no=order_id.",
    ),
    zh=("“{value}”没有指明两列。", "请写成 A 的列=B 的列，例如 渠道订单号=订单号。"),
)
PERSONAL_KEY = _notice(
    "personal_key",
    en=(
        (
            "This column holds phones, e-mails or hashes of them. Hashing hides nothing: there are about "
            "five billion Chinese mobile numbers, and one core hashes {speed} of them a second, so all of "
            "them in {hours} hours; a salt that both sides know changes nothing."
        ),
        "Match by order numbers, or by random order keys agreed at sale: kuajie reconcile-keys.",
    ),
    zh=(
        (
            "该列是手机号、邮箱或其哈希值。哈希并不能保密：中国手机号约五十亿个，"
            "一个处理器核每秒可计算 {speed} 个哈希，"
            "{hours} 小时即可全部穷举；双方都知道的盐值毫无作用。"
        ),
        "请按订单号匹配，或使用销售时约定的随机订单密钥：kuajie reconcile-keys。",
    ),
)
NOT_WRITTEN = _notice(
    "not_written",
    en=("The differences cannot be written: {reason}.", "Name a folder that you may write to."),
    zh=("差异清单无法写入：{reason}。", "请指定有写入权限的文件夹。"),
)
NOT_AN_ORDER_KEY = _notice(
    "not_an_order_key",
    en=(
        "This is not a random order key, which nobody can guess.",
        (
            "Give every order a key of at least 128 random bits when it is sold: 32 hexadecimal digits, or a "
            "UUID of version 4."
        ),
    ),
    zh=(
        "这不是无法猜测的随机订单密钥。",
        "请在销售时为每笔订单生成至少 128 位的随机密钥：32 位十六进制数，或版本 4 的 UUID。",
    ),
)
KEYS_GUESSABLE = _notice(
    "keys_guessable",
    en=(
        "The keys follow a pattern: they hold at most about {bits} bits that vary, and can be guessed.",
        "Make keys by a cryptographic generator, not by counting or from dates.",
    ),
    zh=(
        "密钥有规律：变化的部分至多约 {bits} 位，可以被猜出。",
        "请用密码学随机数生成密钥，不要用流水号或日期。",
    ),
)
KEYS_ARE_HASHES = _notice(
    "keys_are_hashes",
    en=(
        (
            "The keys are hashes of the column “{other}”. Whoever guesses a cell knows its key: one core "
            "hashes {speed} guesses a second, all Chinese mobile numbers in {hours} hours."
        ),
        "Make a random key for every order when it is sold; a hash, salted or not, is no secret.",
    ),
    zh=(
        (
            "密钥是“{other}”列的哈希值。猜中单元格内容就得到密钥：一个处理器核每秒可试 {speed} 次，"
            "{hours} 小时即可穷举全部中国手机号。"
        ),
        "请在销售时为每笔订单生成随机密钥；哈希值无论是否加盐都不能保密。",
    ),
)
KEY_OF_TWO_ORDERS = _notice(
    "key_of_two_orders",
    en=("The order key also stands in row {other}, for another order.", "Give every order a key of its own."),
    zh=("该订单密钥也出现在第 {other} 行，属于另一笔订单。", "请为每笔订单生成各自的密钥。"),
)
NO_SECRET = _notice(
    "no_secret",
    en=(
        "There is no secret in this file.",
        "One side makes it with --new-secret and gives it to the other by a safe way, not with the keys.",
    ),
    zh=(
        "该文件中没有共享密钥。",
        "请由一方加上 --new-secret 生成，并通过安全渠道交给对方，不要与标签文件一起发送。",
    ),
)
WEAK_SECRET = _notice(
    "weak_secret",
    en=(
        "The secret must be at least 128 random bits, as 32 or more hexadecimal digits.",
        "Make one with --new-secret; passwords and dates can be guessed.",
    ),
    zh=(
        "共享密钥须为至少 128 位的随机数，即 32 位以上的十六进制数。",
        "请用 --new-secret 生成；口令和日期可以被猜出。",
    ),
)
SECRET_EXISTS = _notice(
    "secret_exists",
    en=("There is a secret here already.", "Leave --new-secret out to use it, or name another file."),
    zh=("这里已有共享密钥。", "如要使用它，请去掉 --new-secret；否则请换一个文件名。"),
)
OVERWRITES_BOOK = _notice(
    "overwrites_book",
    en=("The differences would overwrite one of the books.", "Name another file after -o."),
    zh=("差异清单会覆盖其中一本账。", "请在 -o 后指定另一个文件。"),
)
ONE_FILE_FOR_TWO = _notice(
    "one_file_for_two",
    en=(
        "One file cannot be what is handed over and what is kept.",
        "Name different files for the message, your own lines, the secret and the book.",
    ),
    zh=(
        "交出的文件与自留的文件不能是同一个。",
        "请为交出的消息、自留的明细、共享密钥和账本分别指定不同的文件。",
    ),
)
NOT_BOTH_BLIND = _notice(
    "not_both_blind",
    en=(
        "One book holds tags and the other orders; they cannot be compared.",
        "Write this one's tags as well: kuajie reconcile-keys.",
    ),
    zh=("一本账是标签，另一本是订单，无法核对。", "请把这一本也写成标签：kuajie reconcile-keys。"),
)
NOT_A_TAG = _notice(
    "not_a_tag",
    en=(
        "This is not a tag or commitment of 64 hexadecimal digits.",
        "Write the file again with kuajie reconcile-keys.",
    ),
    zh=("这不是 64 位十六进制的标签或承诺值。", "请用 kuajie reconcile-keys 重新生成该文件。"),
)
TAG_TWICE = _notice(
    "tag_twice",
    en=("The tag also stands in row {other}.", "Write the file again with kuajie reconcile-keys."),
    zh=("该标签也出现在第 {other} 行。", "请用 kuajie reconcile-keys 重新生成该文件。"),
)
PSI_NOT_INSTALLED = _notice(
    "psi_not_installed",
    en=(
        "Private set intersection needs a package that is not installed: openmined.psi.",
        "pip install 'kuajie[psi]', or compare by random order keys: kuajie reconcile-keys.",
    ),
    zh=(
        "隐私求交所需的软件包未安装：openmined.psi。",
        "请运行 pip install 'kuajie[psi]'，或按随机订单密钥核对：kuajie reconcile-keys。",
    ),
)
NOT_A_MESSAGE = _notice(
    "not_a_message",
    en=(
        "This is no message of this comparison, or it is damaged.",
        "Send it again; the answer must be read with the key its request was written with.",
    ),
    zh=("该文件不是本次核对的消息，或已损坏。", "请重新发送；读取答复须使用生成请求时的密钥。"),
)
TOO_MANY_ASKED = _notice(
    "too_many_asked",
    en=(
        (
            "The request asks for {asked} lines, more than the {most} allowed; lines beyond the other's book "
            "would be guesses."
        ),
        "Agree on the number of lines, and allow it with --most.",
    ),
    zh=(
        "请求包含 {asked} 行，超过允许的 {most} 行；超出对方账本的部分可能是猜测。",
        "请双方确认行数，并用 --most 允许。",
    ),
)
NOT_A_STEP = _notice(
    "not_a_step",
    en=("This step needs {needed}.", "kuajie reconcile-psi --help shows the three steps."),
    zh=("该步骤需要 {needed}。", "三个步骤见 kuajie reconcile-psi --help。"),
)
