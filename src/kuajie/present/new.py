"""A newly simulated programme, and the list of templates, as sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.present.numbers import say_number
from kuajie.usecases.new_programme import NewAnswer, TemplateLine

WRITTEN = Text(
    en="“{title}” is in {folder}: simulated data with a known truth (truth.json), seed {seed}.",
    zh="“{title}”已写入 {folder}：这是模拟数据，真实规律写在 truth.json 中，随机种子为 {seed}。",
)
PARTIES = Text(en="Parties: {names}.", zh="合作方：{names}。")
COURSES = Text(en="Courses: {names}.", zh="课程：{names}。")
LEVERS = Text(en="Levers: {names}.", zh="杠杆：{names}。")
COMMA = Text(en=", ", zh="、")
FILE = Text(en="File", zh="文件")
ROWS = Text(en="Rows", zh="行数")
NEXT = Text(
    en="Next: kuajie run {folder}  (all steps and a report), or one by one: kuajie check {folder}",
    zh="下一步：kuajie run {folder}（跑完全部步骤并生成报告），或逐步进行：kuajie check {folder}",
)
NAME = Text(en="Template", zh="模板")
TITLE = Text(en="Programme", zh="合作项目")
DESCRIPTION = Text(en="What it is", zh="说明")
USE = Text(
    en="Write one with: kuajie new FOLDER --template NAME",
    zh="生成方法：kuajie new 文件夹 --template 模板名",
)


def new_blocks(answer: NewAnswer, locale: Locale) -> Iterator[Block]:
    """Return what was written, what is in it, and the next command."""
    title = answer.title.say(locale)
    yield Paragraph(WRITTEN.say(locale, title=title, folder=answer.folder, seed=answer.seed))
    for text, names in ((PARTIES, answer.parties), (COURSES, answer.courses), (LEVERS, answer.levers)):
        yield Paragraph(text.say(locale, names=_joined(names, locale)))
    yield Table(
        columns=(Column(FILE.say(locale)), Column(ROWS.say(locale), number=True)),
        rows=tuple(
            (path, "" if rows is None else say_number(rows, locale, exact=True))
            for path, rows in answer.files.items()
        ),
    )
    yield Paragraph(NEXT.say(locale, folder=_quoted(str(answer.folder))))


def _joined(names: Sequence[Text], locale: Locale) -> str:
    return COMMA.say(locale).join(name.say(locale) for name in names)


def _quoted(folder: str) -> str:
    return f'"{folder}"' if " " in folder else folder


def template_blocks(templates: Sequence[TemplateLine], locale: Locale) -> Iterator[Block]:
    """Return the templates with what each is."""
    yield Table(
        columns=tuple(Column(text.say(locale)) for text in (NAME, TITLE, DESCRIPTION)),
        rows=tuple(
            (template.name, template.title.say(locale), template.description.say(locale))
            for template in templates
        ),
    )
    yield Paragraph(USE.say(locale))
