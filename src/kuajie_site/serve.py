"""Preparing the site, and running web server and worker together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from kuajie.messages import Locale, MissingTool, Text
from kuajie_site.notices import NO_SITE

PREPARING = Text(en="Preparing the site in {data} …", zh="正在准备站点：{data} ……")
READY = Text(en="Open {address}", zh="请打开 {address}")
SIGN_IN = Text(
    en="Sign in as one of these, password {password} (shown only now):",
    zh="可用以下任一账号登录，密码 {password}（仅显示这一次）：",
)
WEB_WORKERS, THREADS = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeQuestion:
    """What to serve: where everything is kept, the address, and the folder for the first start."""

    folder: Path | None
    data: Path
    host: str
    port: int


def serve(question: ServeQuestion, *, locale: Locale) -> None:
    """Run the site until Ctrl-C or SIGTERM; both processes are ended with it."""
    environment = {**os.environ, "KUAJIE_SITE_DATA": str(question.data)}
    environment.setdefault("KUAJIE_HOSTS", f"localhost,127.0.0.1,[::1],{question.host}")
    _prepare(question, environment, locale)
    typer.echo(READY.say(locale, address=f"http://{question.host}:{question.port}/"))
    _watch([subprocess.Popen(line, env=environment) for line in _processes(question)])  # noqa: S603


def _prepare(question: ServeQuestion, environment: Mapping[str, str], locale: Locale) -> None:
    typer.echo(PREPARING.say(locale, data=question.data))
    os.environ.update(environment)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuajie_site.settings")
    try:
        import django
        from django.core.management import call_command
    except ImportError as error:
        raise MissingTool.of(NO_SITE) from error
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from kuajie_site.first_start import first_start

    login = first_start(question.folder, locale)
    if login is not None:
        typer.echo(SIGN_IN.say(locale, password=login.password))
        for address in login.addresses:
            typer.echo(f"  {address}")


def _processes(question: ServeQuestion) -> tuple[tuple[str, ...], ...]:
    here = (sys.executable, "-m")
    web = ("granian", "--interface", "wsgi", "--host", question.host, "--port", str(question.port))
    how = ("--workers", str(WEB_WORKERS), "--blocking-threads", str(THREADS), "--log-level", "warning")
    return (
        (*here, *web, *how, "kuajie_site.wsgi:application"),
        (*here, "kuajie_site", "work"),
    )


def _watch(running: list[subprocess.Popen[bytes]]) -> None:
    """Wait until told to end or one of the processes ends, then end all of them."""
    told = False

    def end(*_: object) -> None:
        nonlocal told
        told = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    try:
        while not told and all(process.poll() is None for process in running):
            time.sleep(0.2)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
