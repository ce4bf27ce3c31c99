"""Notices about models for sentence embeddings."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"embedding.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


_FETCH = (
    "Give the directory of a model that was fetched beforehand; nothing is downloaded here.",
    "请指定事先下载好的模型目录；程序运行时不会下载任何内容。",
)
NO_DIRECTORY = _notice(
    "no_directory",
    en=("There is no such model directory.", _FETCH[0]),
    zh=("没有这个模型目录。", _FETCH[1]),
)
NO_CONFIG = _notice(
    "no_config",
    en=("The directory holds no model: it has no {name}.", _FETCH[0]),
    zh=("该目录中没有模型：缺少 {name}。", _FETCH[1]),
)
NOT_A_MODEL = _notice(
    "not_a_model",
    en=(
        "The model in the directory cannot be loaded: {reason}",
        "Fetch it again, with its tokenizer, for Transformers.",
    ),
    zh=("无法加载该目录中的模型：{reason}", "请重新获取适用于 Transformers 的完整模型（含分词器）。"),
)
NOT_INSTALLED = _notice(
    "not_installed",
    en=("Sentence embeddings need packages that are not installed: {missing}.", "pip install 'kuajie[text]'"),
    zh=("句向量所需的软件包未安装：{missing}。", "请运行 pip install 'kuajie[text]'"),
)
