"""Words of titles in both languages: what is alike becomes alike, what tells siblings apart stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.knowledge.text.glossary import Glossary, parsed_terms, usual_glossary
from kuajie.knowledge.text.glossary_terms import TERMS
from kuajie.knowledge.text.numbering import numbering
from kuajie.knowledge.text.words import normal, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ｐｙｔｈｏｎ　Basics", "python basics"),
        ("Introducción a la Programación", "introduccion a la programacion"),
        ("Data Structures", "the data structure"),
        ("Calculus II", "Calculus 2"),
        ("Calculus I: Limits", "Calculus 1 - limits"),
        ("Databases, Part Two", "databases part 2"),
        ("机器学习导论", "Introduction: Machine Learning"),
        ("大学物理（上）", "University Physics I"),
        ("高等数学下册", "Advanced Mathematics 2"),
        ("Intro to ML", "Introduction to Machine Learning"),
    ],
)
def test_one_title_written_in_two_ways_has_the_same_words(one: str, other: str) -> None:
    assert sorted(words(one, usual_glossary())) == sorted(words(other, usual_glossary()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Python 1", "Python 2"),
        ("大学物理（上）", "大学物理（下）"),
        ("Calculus I", "Calculus II"),
        ("C", "C++"),
        ("Asset Management", "IT Asset Management"),
        ("C++", "C#"),
        ("第三讲 极限", "第四讲 极限"),
    ],
)
def test_siblings_have_other_words(one: str, other: str) -> None:
    assert sorted(words(one, usual_glossary())) != sorted(words(other, usual_glossary()))


def test_a_pronoun_is_no_numeral() -> None:
    assert numbering(" ".join(words("How I Learned to Code"))).numbers == ()
    assert numbering(" ".join(words("Dr. James V. Green"))).numbers == ()
    assert numbering("v 2 of 1999").years == ("1999",)


def test_terms_of_a_person_come_before_ours() -> None:
    mine = usual_glossary().extended({"机器学习": "ml for us"})
    assert "us" in words("机器学习", mine)
    assert words("机器学习", usual_glossary()) == ("machine", "learning")


def test_longer_terms_win() -> None:
    glossary = Glossary(english={"线性代数": "linear algebra", "代数": "algebra", "线性": "straight"})
    assert words("线性代数", glossary) == ("linear", "algebra")


def test_no_term_of_ours_is_said_twice_differently() -> None:
    entries = [
        entry.partition("=") for line in TERMS.split("\n") for entry in line.split(";") if entry.strip()
    ]
    said = [(name.strip(), english.strip()) for names, _, english in entries for name in names.split("/")]
    assert len(said) == len(parsed_terms(TERMS)), "a term stands twice"
    assert all(english.isascii() and english for _, english in said)
    assert all(normal(term) == term for term, _ in said), "terms are compared with normal texts"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_has_words_and_making_it_normal_twice_changes_nothing(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    found = words(text, usual_glossary())
    assert all(found)
    assert found == words(normal(text), usual_glossary())
