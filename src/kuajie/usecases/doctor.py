"""What this machine has and lacks of what Kuajie's jobs need."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from kuajie.messages import Text


class System(StrEnum):
    """How a machine installs software."""

    APT = "apt"
    DNF = "dnf"
    BREW = "brew"
    WINGET = "winget"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something a job needs beyond this package: what needs it, and the line that installs it by system.

    ``otherwise`` may speak of ``{python}``, the interpreter in use. A part that ``only_tests`` need is not
    shown to people.
    """

    code: str
    name: Text
    needed_for: Text
    install: tuple[tuple[System, str], ...] = ()
    otherwise: Text
    required: bool = False
    only_tests: bool = False

    def install_line(self, system: System, *, python: str = "python") -> Text:
        """Return the line to type on a system, or in words what to do where no line is known.

        ``python`` is how the interpreter in use is called, for lines that install packages into it.
        """
        for known, line in self.install:
            if known is system:
                return Text(en=line, zh=line)
        said = python.replace("{", "{{").replace("}", "}}")
        return Text(en=self.otherwise.en.format(python=said), zh=self.otherwise.zh.format(python=said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What was found of a part; ``version`` is whatever the part says of itself."""

    found: bool
    version: str = ""


class Machine(Protocol):
    """The machine being examined."""

    def python(self) -> str:
        """Return how a person calls the interpreter in use."""

    def system(self) -> System:
        """Return how this machine installs software."""

    def probe(self, code: str) -> Probe:
        """Return what there is of the part with this code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part as found on the machine; ``install`` says what to do when it is missing."""

    code: str
    name: Text
    found: bool
    version: str
    required: bool
    needed_for: Text
    install: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All parts of a machine; ``ready`` when nothing required is missing."""

    system: System
    ready: bool
    parts: tuple[Row, ...]


class Report(Protocol):
    """Told how far the examination is."""

    def __call__(self, step: Text, done: float) -> None:
        """Take note of a step and of the share done."""


def examine(*, machine: Machine, progress: Report) -> Examination:
    """Return what the machine has of every part that some job needs."""
    system, python = machine.system(), machine.python()
    rows = []
    for place, part in enumerate(SHOWN):
        progress(part.name, place / len(SHOWN))
        rows.append(_row(part, machine.probe(part.code), system, python=python))
    ready = all(row.found for row in rows if row.required)
    return Examination(system=system, ready=ready, parts=tuple(rows))


def _row(part: Part, probe: Probe, system: System, *, python: str) -> Row:
    return Row(
        code=part.code,
        name=part.name,
        found=probe.found,
        version=probe.version,
        required=part.required,
        needed_for=part.needed_for,
        install=part.install_line(system, python=python),
    )


def _lines(
    *, apt: str = "", dnf: str = "", brew: str = "", winget: str = ""
) -> tuple[tuple[System, str], ...]:
    lines = (
        (System.APT, f"apt install {apt}" if apt else ""),
        (System.DNF, f"dnf install {dnf}" if dnf else ""),
        (System.BREW, f"brew install {brew}" if brew else ""),
        (System.WINGET, f"winget install {winget}" if winget else ""),
    )
    return tuple((system, line) for system, line in lines if line)


PARTS: Final[tuple[Part, ...]] = (
    Part(
        code="python",
        name=Text(en="Python 3.11 or later", zh="Python 3.11 或更新版本"),
        needed_for=Text(en="everything", zh="全部功能"),
        install=_lines(apt="python3", dnf="python3.12", brew="python@3.12", winget="Python.Python.3.12"),
        otherwise=Text(en="install Python 3.11 or later", zh="安装 Python 3.11 或更新版本"),
        required=True,
    ),
    Part(
        code="packages",
        name=Text(en="Python packages", zh="Python 依赖包"),
        needed_for=Text(en="everything", zh="全部功能"),
        otherwise=Text(
            en="{python} -m pip install --upgrade --force-reinstall kuajie (in a checkout: make test)",
            zh="{python} -m pip install --upgrade --force-reinstall kuajie（源码目录中：make test）",
        ),
        required=True,
    ),
    Part(
        code="compiled-code",
        name=Text(en="writable folder for compiled code", zh="可写的编译缓存目录"),
        needed_for=Text(en="fitting and planning", zh="拟合与规划"),
        otherwise=Text(
            en="set NUMBA_CACHE_DIR to a folder that you may write to",
            zh="把环境变量 NUMBA_CACHE_DIR 设为一个可写的目录",
        ),
        required=True,
    ),
    Part(
        code="venv",
        name=Text(en="venv module", zh="venv 模块"),
        needed_for=Text(en="setting up a source checkout (make)", zh="源码目录的安装（make）"),
        install=_lines(apt="python3-venv"),
        otherwise=Text(
            en="install Python's venv and ensurepip modules", zh="安装 Python 的 venv 与 ensurepip 模块"
        ),
    ),
    Part(
        code="cjk-fonts",
        name=Text(en="Chinese fonts", zh="中文字体"),
        needed_for=Text(en="Chinese in charts and printed reports", zh="图表与打印报告中的中文"),
        install=_lines(
            apt="fonts-noto-cjk", dnf="google-noto-sans-cjk-fonts", brew="--cask font-noto-sans-cjk-sc"
        ),
        otherwise=Text(
            en="install a Chinese font such as Noto Sans CJK", zh="安装一种中文字体，例如思源黑体"
        ),
    ),
    Part(
        code="chromium",
        name=Text(en="Chromium or Chrome", zh="Chromium 或 Chrome"),
        needed_for=Text(en="screenshots and printing of reports to PDF", zh="报告截图与打印为 PDF"),
        install=_lines(apt="chromium", dnf="chromium", brew="--cask chromium", winget="Google.Chrome"),
        otherwise=Text(en="install Chromium or Google Chrome", zh="安装 Chromium 或 Google Chrome"),
    ),
    Part(
        code="torch",
        name=Text(en="PyTorch", zh="PyTorch"),
        needed_for=Text(en="response formulas on PyTorch tensors", zh="在 PyTorch 张量上计算响应公式"),
        otherwise=Text(
            en="{python} -m pip install 'kuajie[torch]'", zh="{python} -m pip install 'kuajie[torch]'"
        ),
    ),
    Part(
        code="transformers",
        name=Text(en="Transformers", zh="Transformers"),
        needed_for=Text(en="sentence embeddings by a local model", zh="用本地模型计算句向量"),
        otherwise=Text(
            en="{python} -m pip install 'kuajie[text]'", zh="{python} -m pip install 'kuajie[text]'"
        ),
    ),
    Part(
        code="psi",
        name=Text(en="Private set intersection", zh="隐私集合求交"),
        needed_for=Text(
            en="reconciling without handing over orders (kuajie reconcile-psi)",
            zh="不交出订单的对账（kuajie reconcile-psi）",
        ),
        otherwise=Text(
            en="{python} -m pip install 'kuajie[psi]'", zh="{python} -m pip install 'kuajie[psi]'"
        ),
    ),
    Part(
        code="postgresql",
        only_tests=True,
        name=Text(en="PostgreSQL server", zh="PostgreSQL 服务器"),
        needed_for=Text(en="workspaces that outgrow SQLite", zh="超出 SQLite 规模的工作区"),
        install=_lines(
            apt="postgresql", dnf="postgresql-server", brew="postgresql@17", winget="PostgreSQL.PostgreSQL.17"
        ),
        otherwise=Text(en="install PostgreSQL", zh="安装 PostgreSQL"),
    ),
    Part(
        code="java",
        only_tests=True,
        name=Text(en="Java", zh="Java"),
        needed_for=Text(en="events on Apache Spark", zh="用 Apache Spark 处理事件数据"),
        install=_lines(
            apt="default-jre-headless",
            dnf="java-latest-openjdk-headless",
            brew="openjdk",
            winget="EclipseAdoptium.Temurin.21.JRE",
        ),
        otherwise=Text(en="install a Java runtime", zh="安装 Java 运行环境"),
    ),
)

SHOWN: Final[tuple[Part, ...]] = tuple(part for part in PARTS if not part.only_tests)
"""What a person is told of."""
