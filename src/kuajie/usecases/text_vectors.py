"""How alike are texts? Vectors by words and characters, or by a model's embeddings where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from kuajie.knowledge.text.glossary import Glossary, usual_glossary
from kuajie.knowledge.text.vectors import TextVectors, dense_vectors, side_by_side, word_and_character_vectors
from kuajie.knowledge.text.words import words
from kuajie.usecases.ports import Embedder

WORDS_BESIDE = 0.5
"""What words and characters count beside embeddings: names and numbers that a model blurs."""


def text_vectors(
    texts: Sequence[str], *, embedder: Embedder | None = None, glossary: Glossary | None = None
) -> TextVectors:
    """Return vectors of texts, (texts, features); their cosines say how alike the texts are.

    By words and runs of three characters, weighed by how rare they are, Chinese terms in English where the
    glossary (the usual one by default) knows them; with an ``embedder`` its vectors count as much.
    """
    known = glossary or usual_glossary()
    plain = word_and_character_vectors([words(text, known) for text in texts])
    if embedder is None or not texts:
        return plain
    return side_by_side(plain, dense_vectors(embedder.embed(texts)), share=WORDS_BESIDE)
