"""Preparing the site, and running web server and worker together."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from kuajie.messages import Locale, Text
from kuajie_site.backups.restore import require_restored
from kuajie_site.serving.alone import alone_on, nobody_works_on, require_port
from kuajie_site.serving.starting import open_site
from kuajie_site.serving.supervise import Kept, Supervisor

PREPARING = Text(en="Preparing the site in {data} …", zh="正在准备站点：{data} ……")
READY = Text(
    en="Open {address}  (Ctrl-C here ends the site; everything stays in {data})",
    zh="请打开 {address}  （在此按 Ctrl-C 结束站点，所有内容保留在 {data}）",
)
SIGN_IN = Text(
    en="Sign in as one of these, password {password} (shown only now):",
    zh="可用以下任一账号登录，密码 {password}（仅显示这一次）：",
)
NOBODY = Text(
    en="Nobody can sign in yet. Make the first person, in another terminal with the same settings:\n  {line}",
    zh="尚无人可登录。请在另一终端（使用相同设置）中创建第一位用户：\n  {line}",
)
OWNER = ("site-owner", "--data")
WEB, WORKER = Text(en="web server", zh="网页服务"), Text(en="worker", zh="后台任务")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeQuestion:
    """What to serve: where everything is kept, the address, and what the first start loads.

    ``folder`` is a programme to load in place of the simulated one; without ``demo`` nothing is loaded.
    ``workers`` is the number of processes that answer pages.
    """

    folder: Path | None
    data: Path
    host: str
    port: int
    demo: bool = True
    workers: int = 2


def serve(question: ServeQuestion, *, locale: Locale) -> None:
    """Run the site until Ctrl-C or SIGTERM; all processes are ended with it.

    Raises ``BadInput`` where the data folder or the port is in use.
    """
    environment = {**os.environ, "KUAJIE_SITE_DATA": str(question.data)}
    environment.setdefault("KUAJIE_HOSTS", f"localhost,127.0.0.1,[::1],{question.host}")
    with alone_on(question.data):
        require_restored(question.data)
        require_port(question.host, question.port)
        _prepare(question, environment, locale)
        address = f"http://{question.host}:{question.port}/"
        typer.echo(READY.say(locale, address=address, data=question.data))
        code = Supervisor(_processes(question), environment, locale).run()
    if code:
        raise typer.Exit(code)


def _prepare(question: ServeQuestion, environment: Mapping[str, str], locale: Locale) -> None:
    typer.echo(PREPARING.say(locale, data=question.data))
    os.environ.update(environment)
    open_site(question.data)
    from kuajie_site.serving.static_files import collect_changed
    from kuajie_site.uploads.leftovers import clear_leftovers

    collect_changed()
    if nobody_works_on(question.data):
        clear_leftovers()
    _let_in(question, locale)


def _let_in(question: ServeQuestion, locale: Locale) -> None:
    """Load what a site without people begins with, and say how to sign in."""
    from kuajie_site.accounts.models import User
    from kuajie_site.first_start import first_start

    if not question.demo:
        if not User.objects.exists():
            typer.echo(NOBODY.say(locale, line=shlex.join([_this_program(), *OWNER, str(question.data)])))
        return
    login = first_start(question.folder, locale)
    if login is not None:
        typer.echo(SIGN_IN.say(locale, password=login.password))
        for address in login.addresses:
            typer.echo(f"  {address}")


def _this_program() -> str:
    """Return how ``kuajie`` was called, which works in another terminal too, whatever its path."""
    called = Path(sys.argv[0])
    return str(called.absolute()) if called.is_file() else "kuajie"


def _processes(question: ServeQuestion) -> tuple[Kept, ...]:
    here = (sys.executable, "-m")
    asked = (question.host, str(question.port), str(question.workers))
    return (
        Kept(name=WEB, line=(*here, "kuajie_site.serving.web", *asked)),
        Kept(name=WORKER, line=(*here, "kuajie_site", "work")),
    )
