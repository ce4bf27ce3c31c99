"""Notices about bundles of courses, gaps, and who would come."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"bundles.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


NOBODY = Text(en="nobody", zh="无")
ONE_PROVIDER = _notice(
    "one_provider",
    en=(
        "A bundle joins courses of two parties, but courses are known of: {providers}.",
        "Give the catalogue of another party: its courses.csv, or a list with a column provider.",
    ),
    zh=(
        "组合课程需要两个合作方的课程，目前有课程的是：{providers}。",
        "请补充另一方的课程目录：其 courses.csv，或带 provider 列的课程清单。",
    ),
)
FOLDER_OR_ITEMS = _notice(
    "folder_or_items",
    en=(
        "Either a programme folder or a file of courses is needed, not both.",
        "Give a folder, or --items with --train and --kg.",
    ),
    zh=("需要合作项目文件夹或课程文件，二者择一。", "请给出文件夹，或用 --items（可配合 --train、--kg）。"),
)
NO_HISTORIES = _notice(
    "no_histories",
    en=(
        "What learners took is not known: bundles rest on what courses teach, and no audience is counted.",
        "Add orders.csv or learning.csv of both parties.",
    ),
    zh=(
        "没有学员的学习记录，组合只依据课程内容，无法估算人数。",
        "请补充双方的 orders.csv 或 learning.csv。",
    ),
)
NOBODY_LINKED = _notice(
    "nobody_linked",
    en=(
        "No learner is known at two parties, so it cannot be measured who would take both courses.",
        "Let both parties give the same pseudonym to the same person, or run a trial offer.",
    ),
    zh=(
        "没有学员同时出现在两个合作方的记录中，无法测算谁会同时选学两门课程。",
        "请让双方对同一个人使用相同的匿名编号，或先做一次试售。",
    ),
)
NO_CONCEPTS = _notice(
    "no_concepts",
    en=(
        "Nothing is known of what courses teach, so bundles rest on what learners took.",
        "Fill in the column concepts of courses.csv, or add graph.csv.",
    ),
    zh=(
        "课程教什么未知，组合只依据学员的选课记录。",
        "请填写 courses.csv 的 concepts 列，或补充 graph.csv。",
    ),
)
SET_ASIDE = _notice(
    "set_aside",
    en=(
        "Prerequisites run in a circle. Set aside, as weighing least: {count}, first “{head}” → “{tail}”.",
        "Correct them in the files; kuajie graph names every circle.",
    ),
    zh=(
        "先修关系成环。已搁置权重最小的 {count} 条，第一条是“{head}”先修“{tail}”。",
        "请在文件中更正；kuajie graph 会列出每一个环。",
    ),
)
NO_BUNDLES = _notice(
    "no_bundles",
    en=(
        "No two courses of different parties have anything to do with each other.",
        "Say what courses teach and require, or give what learners took.",
    ),
    zh=("不同合作方的课程之间没有任何关联。", "请补充课程的概念与先修关系，或提供学习记录。"),
)
NOT_WRITTEN = _notice(
    "not_written",
    en=(
        "The bundles cannot be written: {reason}.",
        "Name another file in a folder that you may write to.",
    ),
    zh=("组合无法写入：{reason}。", "请指定有写入权限的文件夹中的文件。"),
)
NOT_PROPOSED = _notice(
    "not_proposed",
    en=(
        "Bundles of which nobody's coming or no price is known, so not written: {count} of {among}.",
        "Give prices, consents and what learners took, with times.",
    ),
    zh=(
        "{among} 个组合中有 {count} 个无法估计人数或价格，未写入文件。",
        "请补充价格、授权及带时间的学习记录。",
    ),
)
OUTPUT_OF_FOLDER = _notice(
    "output_of_folder",
    en=(
        "Joint courses can only be proposed for a programme folder.",
        "Give the folder, or leave --output out.",
    ),
    zh=("只有合作项目文件夹才能生成联合课程建议。", "请给出文件夹，或去掉 --output。"),
)
