"""``kuajie needs``: what the parties share and lack, and who owes what by when."""

from __future__ import annotations

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Compare what the parties bring: audiences, learners, topics and channels they share, gaps and who "
    "could fill them, and duties with owner and date.\n\n"
    "Example: kuajie needs my-programme",
    zh="比较各合作方的资源：共同的受众、学员、主题与渠道，存在的缺口及可补足者，以及各项职责的负责人与期限。\n\n"
    "示例：kuajie needs 我的项目",
)


def command(*, folder: Folder, lang: Language = None, as_json: AsJson = False) -> None:
    """Compare the parties' needs and resources and show the result."""
    from datetime import date

    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.needs import needs_blocks

    with command_session(lang=lang, as_json=as_json) as session:
        project = read_folder(folder, session=session, progress=session.progress)
        answer = wiring.needs(project, today=date.today(), progress=session.progress)
    show_answer(session, answer, needs_blocks)
