"""Sentence embeddings by a Transformers model from a directory of this machine; nothing is downloaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import BadInput, MissingTool, Place
from kuajie.messages.notices import embedding as notices

CONFIG = "config.json"
NEEDED = ("torch", "transformers")
OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LocalModel:
    """A model and its tokenizer, in memory; texts are cut after ``longest`` tokens."""

    tokenizer: Any
    model: Any
    batch: int = 32
    longest: int = 256

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the embeddings of texts, (texts, D), each of length one; empty texts are zeros.

        Every token's last hidden state counts alike, padding does not (mean pooling: Reimers and Gurevych,
        2019). A text is embedded once however often it stands, and in the same company whatever the order,
        so that nothing depends on it.
        """
        distinct = sorted({text for text in texts if text.strip()}, key=lambda text: (len(text), text))
        size = int(self.model.config.hidden_size)
        batches = (distinct[first : first + self.batch] for first in range(0, len(distinct), self.batch))
        parts = [np.zeros((1, size), dtype=np.float32), *map(self._pooled, batches)]
        place = {text: row for row, text in enumerate(distinct, start=1)}
        rows = np.array([place.get(text, 0) for text in texts], dtype=np.int64)
        return np.asarray(np.concatenate(parts)[rows], dtype=np.float32)

    def _pooled(self, texts: Sequence[str]) -> NDArray[np.float32]:
        torch = _loaded("torch")
        tokens = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=self.longest, return_tensors="pt"
        )
        with torch.inference_mode():
            hidden = self.model(**tokens).last_hidden_state
        mask = tokens["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1.0)
        return np.asarray(torch.nn.functional.normalize(mean, dim=1).numpy(), dtype=np.float32)


def open_model(folder: Path, *, batch: int = 32, longest: int = 256) -> LocalModel:
    """Return the model of a directory, as Transformers keeps it.

    Raises ``MissingTool`` without the extra ``text``, and ``BadInput`` for what is no model. Code that a
    directory brings along is not run.
    """
    _require(folder)
    os.environ.update(dict.fromkeys(OFFLINE, "1"))
    transformers = _loaded("transformers")
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    place = Place(file=str(folder))
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        model = transformers.AutoModel.from_pretrained(str(folder), local_files_only=True).float().eval()
    except Exception as error:  # a damaged directory ends in any of a dozen kinds
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise BadInput.of(notices.NOT_A_MODEL, place=place, reason=reason) from error
    longest = min(longest, int(getattr(model.config, "max_position_embeddings", longest)))
    return LocalModel(tokenizer=tokenizer, model=model, batch=batch, longest=longest)


def _loaded(package: str) -> Any:
    """Return a package; it takes seconds, and must find the variables that keep it offline."""
    return import_module(package)


def _require(folder: Path) -> None:
    """Refuse a directory that is none or holds no model, and a machine without the packages."""
    place = Place(file=str(folder))
    if not folder.is_dir():
        raise BadInput.of(notices.NO_DIRECTORY, place=place)
    if not (folder / CONFIG).is_file():
        raise BadInput.of(notices.NO_CONFIG, place=place, name=CONFIG)
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingTool.of(notices.NOT_INSTALLED, missing=", ".join(missing))
