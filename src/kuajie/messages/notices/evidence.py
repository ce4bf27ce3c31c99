"""Notices about evidence bundles."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"evidence.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


_AGAIN = ("Ask for the bundle again, and do not unpack this one.", "请重新索取证据包，不要解压此文件。")

UNREADABLE = _notice(
    "unreadable",
    en=("The bundle cannot be read: {reason}.", "Name a file written by kuajie settle --evidence."),
    zh=("无法读取证据包：{reason}。", "请指定由 kuajie settle --evidence 写出的文件。"),
)
NO_BUNDLE = _notice(
    "no_bundle",
    en=("This is no evidence bundle ({reason}).", "Name a file written by kuajie settle --evidence."),
    zh=("这不是证据包（{reason}）。", "请指定由 kuajie settle --evidence 写出的文件。"),
)
NEWER_BUNDLE = _notice(
    "newer_bundle",
    en=(
        "This bundle is of a newer Kuajie ({version}, form {found}; this one knows form {known}).",
        "Nothing can be said of it: update Kuajie and verify again.",
    ),
    zh=(
        "该证据包由更新版本的 Kuajie 写出（{version}，格式 {found}；本版本支持格式 {known}）。",
        "目前无法判断其真伪，请升级 Kuajie 后重新核验。",
    ),
)
STRANGE_MEMBER = _notice(
    "strange_member",
    en=("It holds “{value}”, which no bundle holds.", _AGAIN[0]),
    zh=("其中含有“{value}”，证据包中不应有此内容。", _AGAIN[1]),
)
TWICE = _notice(
    "twice",
    en=("It holds “{value}” twice.", _AGAIN[0]),
    zh=("其中“{value}”出现了两次。", _AGAIN[1]),
)
TOO_MANY = _notice(
    "too_many",
    en=("It holds {value} members.", _AGAIN[0]),
    zh=("其中有 {value} 个成员，数量异常。", _AGAIN[1]),
)
TOO_LARGE = _notice(
    "too_large",
    en=("It would unpack to an implausible size ({value}).", _AGAIN[0]),
    zh=("解压后大小异常（{value}）。", _AGAIN[1]),
)
MEMBER_MISSING = _notice(
    "member_missing",
    en=("It lacks {value}.", "Ask for the whole bundle."),
    zh=("其中缺少 {value}。", "请索取完整的证据包。"),
)
DAMAGED_MEMBER = _notice(
    "damaged_member",
    en=("A member is damaged: {reason}.", "Fetch the file again; if it stays so, it was altered."),
    zh=("成员已损坏：{reason}。", "请重新获取文件；若仍如此，说明内容被改动。"),
)
EVIDENCE_NOT_WRITTEN = _notice(
    "not_written",
    en=("The bundle cannot be written: {reason}.", "Name a file in a folder that you may write to."),
    zh=("证据包无法写入：{reason}。", "请指定有写入权限的文件夹中的文件。"),
)
