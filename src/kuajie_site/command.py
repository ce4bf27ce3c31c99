"""``kuajie serve``: the site and its worker, started together. Django is imported only when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from kuajie.cli.commands import CommandRow
from kuajie.cli.options import Language, argument, option
from kuajie.messages import Text
from kuajie_site.commands.data_option import Data

DESCRIPTION = Text(
    en="Start the team workspace: web pages and the worker behind them, on this machine. The first start "
    "loads a simulated programme (or FOLDER) and prints how to sign in, once. Everything is kept in the "
    "folder of --data. Ctrl-C ends it.\n\n"
    "Example: kuajie serve\n\nExample: kuajie serve my-programme --port 8080\n\n"
    "Example: kuajie serve --no-demo --data /srv/kuajie --workers 4",
    zh="启动团队工作台：网页及后台任务，均在本机运行。首次启动载入模拟项目（或 FOLDER 所指项目），"
    "并仅显示一次登录方式。所有内容保存在 --data 所指文件夹。按 Ctrl-C 结束。\n\n"
    "示例：kuajie serve\n\n示例：kuajie serve 我的项目 --port 8080\n\n"
    "示例：kuajie serve --no-demo --data /srv/kuajie --workers 4",
)
Folder = Annotated[
    Path | None,
    argument(
        Text(
            en="A programme folder to load at the first start; a simulated one otherwise.",
            zh="首次启动时载入的合作项目文件夹；默认载入模拟项目。",
        )
    ),
]
Host = Annotated[
    str, option("--host", Text(en="The address to listen on.", zh="监听的地址。"), metavar="ADDRESS")
]
Port = Annotated[
    int, option("--port", Text(en="The port to listen on.", zh="监听的端口。"), metavar="N", min=1, max=65535)
]
Demo = Annotated[
    bool,
    option(
        "--demo/--no-demo",
        Text(
            en="Load the simulated programme and its people at the first start, or nothing.",
            zh="首次启动时载入模拟项目及其人员，或不载入任何内容。",
        ),
    ),
]
Workers = Annotated[
    int,
    option(
        "--workers",
        Text(en="Processes that answer pages.", zh="应答网页请求的进程数。"),
        metavar="N",
        min=1,
        max=64,
    ),
]
ROW: Final = CommandRow(
    name="serve",
    module=__name__,
    summary=Text(
        en="Start the team workspace, a site for all parties.",
        zh="启动团队工作台：供各方共同使用的网站。",
    ),
)


def command(
    *,
    folder: Folder = None,
    data: Data = Path("kuajie-site"),
    host: Host = "127.0.0.1",
    port: Port = 8000,
    demo: Demo = True,
    workers: Workers = 2,
    lang: Language = None,
) -> None:
    """Prepare the site and run it until ended."""
    from kuajie.cli.language import CURRENT_LOCALE
    from kuajie_site.serve import ServeQuestion, serve

    serve(
        ServeQuestion(folder=folder, data=data.absolute(), host=host, port=port, demo=demo, workers=workers),
        locale=lang or CURRENT_LOCALE.get(),
    )
