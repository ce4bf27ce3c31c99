"""No word for people stands in one language only: not in a template, not in a module."""

from __future__ import annotations

from pathlib import Path

import code_untranslated
import pytest
import templates_untranslated

import kuajie_site

SITE = Path(kuajie_site.__file__).parent
TEMPLATES = sorted(path for kind in ("html", "txt") for path in (SITE / "pages/templates").rglob(f"*.{kind}"))
MODULES = sorted(path for path in SITE.rglob("*.py") if "migrations" not in path.parts)
# What is shown in a language because it is that language.
MEANT = {"settings.py": "'简体中文'"}


def named(path: Path) -> str:
    return str(path.relative_to(SITE))


def test_there_are_templates_and_modules() -> None:
    assert len(TEMPLATES) > 30
    assert len(MODULES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_says_everything_in_both_languages(path: Path) -> None:
    assert templates_untranslated.untranslated(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_everything_in_both_languages(path: Path) -> None:
    found = code_untranslated.untranslated(path.read_text("utf-8"))
    assert [line for line in found if MEANT.get(path.name, "\0") not in line] == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Nothing yet.</p>",
        "<p>还没有。</p>",
        "<p>{% if a %}Yes{% endif %}</p>",
        '<img alt="A chart">',
        '<input type="submit" value="Save">',
        '<button aria-label="{{ n }} more">+</button>',
        '{% t "Plan" "Plan" %}',
        '{% t "方案" "方案" %}',
        '{% t "Plan" %}',
        '{% t "{n} weeks" "{weeks} 周" %}',
        '{% t title "方案" %}',
        '{% place "plans" "Plans" "Plans" %}',
        '{% trans "Plan" %}',
        '{{ note|default:"none yet" }}',
        '{{ done|yesno:"yes,no" }}',
        '{% include "x.html" with title="New plan" %}',
    ],
)
def test_a_template_in_one_language_is_found(source: str) -> None:
    assert len(templates_untranslated.untranslated(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '<p class="lead" id="here">{% t "Nothing yet." "还没有。" %} {{ n }} %</p>',
        '<li{% if a %} class="number"{% endif %}><a href="/x">CSV</a></li>',
        '<img alt="{% t "A chart" "图表" %}">',
        '{% t "{n} weeks" "{n} 周" n=weeks %}{% t ", " "、" %}',
        '{% include "x.html" with kind="plain" %}{# a remark #}<script>const word = "word";</script>',
        '{% place "study" "Plan" "方案" "plan" %}',
        '<button lang="en">English</button><span lang="zh-Hans">中<b>文</b></span>',
    ],
)
def test_a_template_in_both_languages_passes(source: str) -> None:
    assert templates_untranslated.untranslated(source) == []


@pytest.mark.parametrize(
    "source",
    [
        'NAME = "方案"',
        'f(zh="方案")',
        '_named("方案")',
        'NAME = Text(en="Plan", zh="Plan")',
        'NAME = Text(en=name, zh="方案")',
        'messages.success(request, "Saved.")',
        'messages.error(request, f"{n} rows are wrong")',
        'forms.CharField(label="Name")',
        'forms.ChoiceField(choices=[("a", "First"), ("b", said(B))])',
        'raise forms.ValidationError("Too short")',
        'form.add_error("name", "Too short")',
        'return HttpResponse("Not found", status=404)',
    ],
)
def test_a_module_in_one_language_is_found(source: str) -> None:
    assert len(code_untranslated.untranslated(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""方案 means plan."""\nNAME = Text(en="Plan", zh="方案")',
        "messages.success(request, said(SAVED, n=3))",
        'forms.ChoiceField(label=lazily(NAME), choices=[("a", lazily(FIRST))])',
        'logger.error("cannot be read")',
        'HttpResponse(told, content_type="image/svg+xml")',
        'form.add_error("name", said(SHORT))',
        '_named("Plan", "方案", en_more="for a year", zh_more="为期一年")',
        'errors = {"zh": ["已中断。"], "en": ["It broke off."]}',
        'return "分)" in header.replace("（", "(")',
        'return Text(en=", ".join(names), zh="、".join(zh_names))',
    ],
)
def test_a_module_in_both_languages_passes(source: str) -> None:
    assert code_untranslated.untranslated(source) == []
