"""Notices about the books of settlement: what is kept, shown, signed and locked."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"books.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


NOT_KEPT = _notice(
    "not_kept",
    en=("Nothing could be kept in the books: {reason}.", "Make room or allow writing, then run again."),
    zh=("账簿无法写入：{reason}。", "请腾出空间或开放写入权限，然后重新运行。"),
)
DAMAGED = _notice(
    "damaged",
    en=(
        "The books are not as they were kept ({reason}).",
        "Bring the folder settlement back from a backup or from the other party's evidence bundle.",
    ),
    zh=("账簿与写入时不一致（{reason}）。", "请用备份或对方的证据包恢复 settlement 文件夹。"),
)
CHANGED_BY_OTHERS = _notice(
    "changed_by_others",
    en=("Somebody else has just written to the books.", "Run the command again."),
    zh=("刚有他人写入账簿。", "请重新运行该命令。"),
)
IN_USE = _notice(
    "in_use",
    en=(
        "Another Kuajie is writing to these books just now; nothing was kept by this one.",
        "Wait until it has finished, then run the command again.",
    ),
    zh=(
        "另一个 Kuajie 正在写入该账簿，本次未作任何登记。",
        "请待其完成后重新运行该命令。",
    ),
)
NEWER = _notice(
    "newer",
    en=(
        "These books were kept by a newer Kuajie ({version}, form {found}; this one knows form {known}).",
        "Update Kuajie and try again.",
    ),
    zh=(
        "该账簿由更新版本的 Kuajie 写入（{version}，格式 {found}；本版本支持格式 {known}）。",
        "请升级 Kuajie 后重试。",
    ),
)
NOT_OVER = _notice(
    "not_over",
    en=("{month} is not over yet.", "Keep it from {day} on; without --keep it can be looked at any time."),
    zh=("{month} 尚未结束。", "请自 {day} 起入账；不加 --keep 可随时查看。"),
)
BEFORE_BOOKS = _notice(
    "before_books",
    en=(
        "The books begin with {first}; {month} lies before them.",
        "Name {first} or a later month; late orders of earlier months come as corrections by themselves.",
    ),
    zh=(
        "账簿自 {first} 开始，{month} 在此之前。",
        "请指定 {first} 或之后的月份；更早月份的迟到订单会自动以更正入账。",
    ),
)
NOTHING_KEPT = _notice(
    "nothing_kept",
    en=("Nothing is kept for {month} yet.", "Keep it first: kuajie settle FOLDER --period {month} --keep."),
    zh=("{month} 尚未入账。", "请先入账：kuajie settle 文件夹 --period {month} --keep。"),
)
NOT_SHOWN = _notice(
    "not_shown",
    en=(
        "No statements of {month} were issued yet.",
        "Issue them first: kuajie settle FOLDER --period {month} --statements DIR.",
    ),
    zh=("{month} 的对账单尚未出具。", "请先出具：kuajie settle 文件夹 --period {month} --statements 目录。"),
)
STALE = _notice(
    "stale",
    en=(
        "Something was posted after the statements of {month} were issued.",
        "Issue them again with --statements and look at what changed.",
    ),
    zh=("{month} 的对账单出具后又有入账。", "请用 --statements 重新出具，并查看变化。"),
)
OTHER_HASH = _notice(
    "other_hash",
    en=(
        "The statement of {party} for {month} has the code {found}, not {given}.",
        "Compare it with the statement you were shown; sign only what you have seen.",
    ),
    zh=("{party} {month} 的对账单校验码为 {found}，不是 {given}。", "请与所见对账单核对，只签署看过的版本。"),
)
NO_SUCH_PARTY = _notice(
    "no_such_party",
    en=("{party} is no party of this settlement.", "Name one of: {parties}."),
    zh=("{party} 不是本次结算的合作方。", "请从以下合作方中选择：{parties}。"),
)
NO_NAME = _notice(
    "no_name",
    en=("Nobody is named as signing for {party}.", "Add --by NAME."),
    zh=("未写明由谁代表 {party} 签署。", "请加上 --by 姓名。"),
)
IS_LOCKED = _notice(
    "is_locked",
    en=(
        "{month} is locked; nothing in it changes any more.",
        "Whatever comes now is posted in the next open month.",
    ),
    zh=("{month} 已锁定，不再变动。", "此后的变化将记入下一个未锁定的月份。"),
)
EARLIER_OPEN = _notice(
    "earlier_open",
    en=("{earlier} is still open.", "Lock {earlier} before {month}."),
    zh=("{earlier} 尚未锁定。", "请先锁定 {earlier}，再锁定 {month}。"),
)
STILL_OBJECTED = _notice(
    "still_objected",
    en=(
        "{party} objects to its statement of {month}: “{text}”.",
        "Settle the objection, let {party} sign, or open a dispute (kuajie dispute).",
    ),
    zh=(
        "{party} 对 {month} 的对账单有异议：“{text}”。",
        "请解决异议并由 {party} 签署，或提起争议（kuajie dispute）。",
    ),
)
NOT_SIGNED = _notice(
    "not_signed",
    en=(
        "{parties} did not sign {month} yet, and comments are open until {until}.",
        "Wait for the signatures, or lock after {until}.",
    ),
    zh=("{parties} 尚未签署 {month} 的对账单，意见期至 {until}。", "请等待签署，或在 {until} 之后锁定。"),
)
NOT_AN_AMOUNT = _notice(
    "not_an_amount",
    en=("“{value}” is not an amount of {currency}.", "Write it like 100.00, not negative."),
    zh=("“{value}”不是有效的 {currency} 金额。", "请写成 100.00 的形式，且不为负。"),
)
STATEMENTS_NOT_WRITTEN = _notice(
    "statements_not_written",
    en=("The statements cannot be written: {reason}.", "Name a folder that you may write to."),
    zh=("对账单无法写入：{reason}。", "请指定有写入权限的文件夹。"),
)
PAYMENT_OTHER_CURRENCY = _notice(
    "payment_other_currency",
    en=(
        "Payments between parties are in {programme}, but this one is in {currency}.",
        "Write the amount that settled the debt, in {programme}.",
    ),
    zh=("合作方之间的付款以 {programme} 计，而此笔为 {currency}。", "请填写以 {programme} 计的清偿金额。"),
)
PAYMENT_PARTY = _notice(
    "payment_party",
    en=("A payment is between two parties of the programme.", "Name two of: {parties}."),
    zh=("付款须在合作项目的两个合作方之间。", "请从以下合作方中填写两方：{parties}。"),
)
PAYMENT_PERIOD = _notice(
    "payment_period",
    en=("“{value}” is not a month.", "Write the month that the payment settles, like 2026-10."),
    zh=("“{value}”不是月份。", "请填写该付款所结清的月份，如 2026-10。"),
)
