"""Notices about terms that are to reach a target split."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"terms.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


TARGET_UNREAD = _notice(
    "target_unread",
    en=(
        "--target needs a share or an amount for every party; got {given}.",
        "Write shares that add up to 1, for example {example}, or amounts; the parties are {known}.",
    ),
    zh=(
        "--target 须为每一方填写份额或金额；而实际是 {given}。",
        "份额合计须为 1，例如 {example}；也可填金额。合作方有 {known}。",
    ),
)
TARGET_SHARES_NOT_ONE = _notice(
    "target_shares_not_one",
    en=(
        "The shares in --target add up to {total}, not to 1.",
        "Change them so that they do, for example {example}, or write amounts of money.",
    ),
    zh=("--target 中的份额合计为 {total}，而不是 1。", "请调整到合计为 1，例如 {example}；或填写金额。"),
)
TARGET_NOT_JOINT = _notice(
    "target_not_joint",
    en=(
        "The amounts in --target add up to {total}; expected joint profit without outside profit is {joint}.",
        "Share out exactly that, or write shares instead: {example} are the same proportions.",
    ),
    zh=(
        "--target 中的金额合计为 {total}，而预期联合收益为 {joint}（不含项目外收益）。",
        "请恰好分完后者，或改写份额：{example} 即同样的比例。",
    ),
)
TARGET_BELOW_ALONE = _notice(
    "target_below_alone",
    en=(
        "{party} is to have {target}, less than the {alone} it would have without the others.",
        "Expect it to refuse: give it at least that much, or find what else it has from the programme.",
    ),
    zh=(
        "{party} 的目标为 {target}，低于其不合作时的 {alone}。",
        "它很可能不会同意：请至少给到该数额，或找到项目带给它的其他好处。",
    ),
)
UNKNOWN_FAMILY = _notice(
    "unknown_family",
    en=("There is no family of terms “{name}”.", "Choose one of {known}."),
    zh=("没有名为“{name}”的条款类型。", "可选：{known}。"),
)
UNREACHABLE = _notice(
    "unreachable",
    en=(
        "No terms of the kind “{family}” reach this target: they leave {offs} at the nearest.",
        "Take a kind that does ({reaching}), or a target within its reach.",
    ),
    zh=(
        "“{family}”类条款达不到这一目标，最接近时：{offs}。",
        "请改用能达到的类型（{reaching}），或换一个够得着的目标。",
    ),
)
NOTHING_REACHES = _notice(
    "nothing_reaches",
    en=(
        "None of the kinds of terms tried reaches this target; the nearest, “{family}”, leaves {offs}.",
        "Fixed fees reach any split: add one, or settle for the nearest.",
    ),
    zh=(
        "所试的条款类型都达不到这一目标；最接近的“{family}”：{offs}。",
        "固定费用可以达到任何分配：请加上一项，或接受最接近的结果。",
    ),
)
NO_REVENUE = _notice(
    "no_revenue",
    en=(
        "The plan brings no revenue: shares of it mean nothing, only costs can be shared and fees paid.",
        "Share costs or agree on fees, as the kinds of terms shown do.",
    ),
    zh=(
        "该方案没有收入，收入分成没有意义；只能分担成本或支付费用。",
        "请分担成本或约定费用，所列各类条款即是如此。",
    ),
)
NOT_PLANNED_FOR_PROFIT = _notice(
    "not_planned_for_profit",
    en=(
        "The plan is made for {aim}, not for profit, so no way to share money keeps it by itself.",
        "Write the plan itself into the contract (levers, weeks, prices) and check it by settlement.",
    ),
    zh=(
        "本方案的目标是{aim}，不是收益，因此任何分钱方式都不能让它自行维持。",
        "请把方案本身（杠杆、周次、价格）写入合同，并在结算时核对。",
    ),
)
SCHEMA_NOT_WRITTEN = _notice(
    "schema_not_written",
    en=("The schema cannot be written here: {reason}.", "Name another place after --output."),
    zh=("无法把模式写到这里：{reason}。", "请在 --output 后换一个位置。"),
)
CONTRACT_NOT_WRITTEN = _notice(
    "contract_not_written",
    en=("The contract cannot be written here: {reason}.", "Name another place after --output."),
    zh=("无法把合作条款写到这里：{reason}。", "请在 --output 后换一个位置。"),
)
CONTRACT_FORM = _notice(
    "contract_form",
    en=(
        "A contract is written as a page or as Markdown.",
        "Let the file's name end in .html or .md; a browser prints the page as PDF.",
    ),
    zh=(
        "合作条款只能写成网页或 Markdown。",
        "请让文件名以 .html 或 .md 结尾；浏览器可把网页打印为 PDF。",
    ),
)
FILE_IS_THERE = _notice(
    "file_is_there",
    en=("There is a file in this place already.", "Name another place, or add --overwrite."),
    zh=("该位置已有文件。", "请换一个位置，或加上 --overwrite。"),
)
NOT_WRITTEN = _notice(
    "not_written",
    en=("The terms cannot be written here: {reason}.", "Name another place after --output."),
    zh=("无法把条款写到这里：{reason}。", "请在 --output 后换一个位置。"),
)
