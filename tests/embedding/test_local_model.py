"""Sentence embeddings by a model of a local directory, made here: what they are, and what is no model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie.embedding.local_model import LocalModel, open_model
from kuajie.messages import BadInput
from kuajie.wiring.recommendations import recommend_file

VOCABULARY = "[PAD] [UNK] [CLS] [SEP] [MASK] data science art history of the for 数 据 科 学 艺 术"
WORDS = VOCABULARY.split()
TEXTS = ["data science", "history of the art", "数据科学", "science for the history of data", ""]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("model")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=24,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.mark.needs("transformers")
def test_an_embedding_is_the_mean_of_its_tokens(folder: Path) -> None:
    import torch

    model = open_model(folder)
    found = model.embed(TEXTS)
    assert found.shape == (len(TEXTS), 16)
    for text, vector in zip(TEXTS[:-1], found, strict=False):
        tokens: Any = model.tokenizer([text], return_tensors="pt")  # alone, so that nothing is padded
        assert (tokens["input_ids"] != WORDS.index("[UNK]")).all()
        with torch.no_grad():
            hidden = model.model(**tokens).last_hidden_state[0].numpy()
        mean = hidden.mean(axis=0)
        np.testing.assert_allclose(vector, mean / np.linalg.norm(mean), atol=1e-5)
    assert not found[-1].any()


@pytest.mark.needs("transformers")
def test_neither_order_nor_company_nor_opening_again_changes_anything(folder: Path) -> None:
    first = open_model(folder).embed(TEXTS)
    turned = open_model(folder).embed([*TEXTS[::-1], TEXTS[0]])
    np.testing.assert_array_equal(turned[:-1], first[::-1])
    np.testing.assert_array_equal(turned[-1], first[0])
    np.testing.assert_allclose(open_model(folder, batch=1).embed(TEXTS), first, atol=1e-6)


@pytest.mark.needs("transformers")
def test_long_texts_are_cut_where_the_model_ends(folder: Path) -> None:
    model = open_model(folder)
    assert model.longest == 24
    long = " ".join(["data"] * 500)
    np.testing.assert_array_equal(model.embed([long]), model.embed([f"{long} history"]))


@pytest.mark.needs("transformers")
def test_a_damaged_model_is_told_in_both_languages(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    with pytest.raises(BadInput) as refused:
        open_model(tmp_path)
    (finding,) = refused.value.findings
    assert finding.notice.code == "embedding.not_a_model"
    assert finding.place.file == str(tmp_path)
    assert finding.say("zh") != finding.say("en")


def test_no_directory_and_no_model_are_told(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none", "no_directory"), (tmp_path, "no_config")):
        with pytest.raises(BadInput) as refused:
            open_model(path)
        assert refused.value.findings[0].notice.code == f"embedding.{code}"


def test_it_is_an_embedder() -> None:
    from kuajie.usecases.ports import Embedder

    model: Embedder = LocalModel(tokenizer=None, model=None)
    assert callable(model.embed)


@pytest.mark.needs("transformers")
def test_recommendations_rest_on_what_titles_mean_to_a_model(folder: Path, tmp_path: Path) -> None:
    rows = [f"{side}{number},{side.upper()}{1 + number % 2}" for side in "ab" for number in range(40)]
    rows += [f"{side}{number},{side.upper()}3" for side in "ab" for number in range(0, 40, 3)]
    (tmp_path / "train.csv").write_text("user,item\n" + "\n".join(rows) + "\n", encoding="utf-8")
    titles = ["data", "art", "history", "data science", "art history", "science"]
    items = [
        f"{side}{place},{side},{title}"
        for side in "AB"
        for place, title in zip((1, 2, 3), titles[3 * (side == "B") :], strict=False)
    ]
    (tmp_path / "items.csv").write_text("item,provider,title\n" + "\n".join(items) + "\n", encoding="utf-8")
    (tmp_path / "who.csv").write_text("user\na0\na1\n", encoding="utf-8")
    asked = {"items": tmp_path / "items.csv", "learners": tmp_path / "who.csv", "provider": "B", "most": 3}
    answer = recommend_file(tmp_path / "train.csv", model=folder, **asked)  # type: ignore[arg-type]
    assert sorted(answer.ranked[0].tolist()) == [3, 4, 5]
    with pytest.raises(BadInput):
        recommend_file(tmp_path / "train.csv", model=tmp_path, **asked)  # type: ignore[arg-type]
