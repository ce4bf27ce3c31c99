"""A model of the literature under every game structure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms

from kuajie.messages import BadInput, Text
from kuajie.present.game import game_blocks, game_record
from kuajie.usecases.progress import Progress
from kuajie.wiring.typed import games_typed, play_typed
from kuajie_site.studies.forms import StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import parts_of_blocks
from kuajie_site.words import lazily

if TYPE_CHECKING:
    from kuajie.usecases.game_models import GamesAnswer

CASE: Final = "case"
LONGEST: Final = 100_000
EXAMPLE: Final = """{
 "model": "HL",
 "inputs": {"alpha": 100, "beta": 50, "gamma": 0.5, "delta": 0.4,
            "rho_P": 2, "rho_E": 4}
}"""
LABEL: Final = Text(en="Case", zh="案例")
HELP: Final = Text(
    en="One case or a list of cases, JSON or TOML, with model, inputs and perhaps structure. "
    "Models: {models}. What they are and need is in the document docs/games.md.",
    zh="一个案例或案例列表（JSON 或 TOML），含 model、inputs，可含 structure。可用模型：{models}。"
    "各模型的含义与所需数值见文档 docs/games.md。",
)


class GameOptions(StudyForm):
    """The case, as text."""

    COMMAND = "game"
    LEFT_OUT: ClassVar = {"file": "given as text"}

    def add_fields(self) -> None:
        """Ask for the case, beginning with an example."""
        from kuajie.sharing.literature.registry import MODELS  # noqa: PLC0415 - compiled models are slow

        self.fields[CASE] = forms.CharField(
            label=lazily(LABEL),
            help_text=lazily(HELP, models=", ".join(MODELS)),
            required=False,
            initial=EXAMPLE,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 10, "class": "code", "spellcheck": "false"}),
        )

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse a case that cannot be read."""
        try:
            games_typed(cleaned[CASE], name=CASE)
        except BadInput as error:
            self.refuse(CASE, error)


def _answer(folder: Path, options: Options, progress: Progress) -> GamesAnswer:
    del folder, progress
    return play_typed(options[CASE], name=CASE)


GAME: Final = Study(
    name="game",
    title=Text(en="Game models of the literature", zh="文献中的博弈模型"),
    asks=Text(
        en="What do platform and institution decide in a model, and what is lost by not cooperating?",
        zh="在文献模型中，平台与机构各自如何决策？与合作相比损失多少？",
    ),
    group=Group.CALCULATORS,
    answer=_answer,
    parts=parts_of_blocks(game_blocks),
    record=game_record,
    shows=frozenset(),
    form=GameOptions,
    private=True,
)
