"""Views: a partner's courses are scored only by rows it may look at."""

from __future__ import annotations

import numpy as np

from kuajie.knowledge.choosing.limits import CourseFacts, Limit, Wishes
from kuajie.knowledge.choosing.listing import Listing
from kuajie.knowledge.choosing.views import View, Viewed
from kuajie.knowledge.histories import Histories
from kuajie.knowledge.linear_items import Form, fit_linear_items

OURS = np.array([True, True, False, False])


def histories(rows: list[tuple[int, int]], learners: int) -> Histories:
    learner, course = (np.array(column) for column in zip(*rows, strict=True))
    return Histories.ordered(learner, course, learners=learners, courses=4)


def test_without_consent_a_partners_scores_do_not_depend_on_our_rows() -> None:
    told = histories([(0, 0), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3), (4, 0), (5, 1)], 6)
    model = fit_linear_items(told, Form(penalty=0.1))
    everything = np.ones(4, dtype=bool)
    views = (View(courses=OURS, seen=everything), View(courses=~OURS, seen=~OURS))
    (_, open_scores), *_ = Viewed(model=model, views=()).scores(told, np.array([4, 5]))
    (_, kept_scores), *_ = Viewed(model=model, views=views).scores(told, np.array([4, 5]))
    assert open_scores[0, 2] > open_scores[1, 2]  # who took course 0 wants course 2
    assert (kept_scores[0, 2:] == kept_scores[1, 2:]).all()  # the partner does not know who took what of ours
    assert (kept_scores[:, :2] == open_scores[:, :2]).all()


def test_lists_leave_out_what_is_barred_and_count_it() -> None:
    told = histories([(0, 0), (0, 2), (1, 0), (1, 2), (2, 0)], 3)
    listing = Listing(
        facts=CourseFacts.unknown(4), wishes=Wishes(), directions=np.zeros((4, 1)), most=4, target=None
    )
    model = fit_linear_items(told, Form(penalty=0.1))
    (_, ranked, scores), *_ = listing.lists(model, told, np.array([2, 0]))
    assert ranked[0, 0] == 2
    assert ranked[0, 3] == -1
    assert sorted(ranked[1].tolist()) == [-1, -1, 1, 3]
    assert (np.diff(scores[0, :3]) <= 0).all()
    assert listing.barred == {Limit.OWNED: 3}
