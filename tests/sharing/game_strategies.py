"""Games for property tests: every worth an independent whole number, or worths that reward joining."""

from __future__ import annotations

from hypothesis import strategies as st

from kuajie.sharing.coalitions import Coalition, CoalitionGame, coalitions

PARTIES = ("platform", "school", "charity", "employer", "university")


@st.composite
def games(draw: st.DrawFn, *, least: int = 1, most: int = 4, size: int = 1000) -> CoalitionGame:
    """Games of any kind, superadditive or not, with worths of either sign and many ties."""
    parties = PARTIES[: draw(st.integers(least, most))]
    step = draw(st.sampled_from([1, size // 3]))
    worths = st.integers(-size // step, size // step).map(lambda value: value * step)
    return CoalitionGame(parties, {coalition: draw(worths) for coalition in coalitions(parties)})


@st.composite
def superadditive_games(draw: st.DrawFn, *, least: int = 2, most: int = 4) -> CoalitionGame:
    """Games in which joining never costs: what each sub-coalition gains is added up."""
    parties = PARTIES[: draw(st.integers(least, most))]
    gains = {
        coalition: draw(st.integers(-50 if len(coalition) == 1 else 0, 200))
        for coalition in coalitions(parties)
    }
    return CoalitionGame.from_function(parties, lambda whole: _gathered(gains, whole))


def _gathered(gains: dict[Coalition, int], whole: Coalition) -> int:
    return sum(gain for coalition, gain in gains.items() if coalition <= whole)
