"""The table of studies: every question of the command line that has its page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kuajie_site.studies.asked.brief import BRIEF
from kuajie_site.studies.asked.bundles import BUNDLES
from kuajie_site.studies.asked.check import CHECK
from kuajie_site.studies.asked.contract import CONTRACT
from kuajie_site.studies.asked.deal import DEAL
from kuajie_site.studies.asked.fit import FIT
from kuajie_site.studies.asked.frontier import FRONTIER
from kuajie_site.studies.asked.game import GAME
from kuajie_site.studies.asked.graph import GRAPH
from kuajie_site.studies.asked.guard import GUARD
from kuajie_site.studies.asked.learn import LEARN
from kuajie_site.studies.asked.link import LINK
from kuajie_site.studies.asked.needs import NEEDS
from kuajie_site.studies.asked.partners import PARTNERS
from kuajie_site.studies.asked.path import PATH
from kuajie_site.studies.asked.plan import PLAN
from kuajie_site.studies.asked.recommend import RECOMMEND
from kuajie_site.studies.asked.replan import REPLAN
from kuajie_site.studies.asked.run import RUN
from kuajie_site.studies.asked.solve import SOLVE
from kuajie_site.studies.asked.split import SPLIT
from kuajie_site.studies.asked.structures import STRUCTURES
from kuajie_site.studies.asked.terms import TERMS
from kuajie_site.studies.study import Study

_ROWS = (
    *(CHECK, GUARD),
    *(FIT, LEARN),
    *(PLAN, REPLAN, FRONTIER, RUN),
    *(SPLIT, TERMS, DEAL, STRUCTURES, CONTRACT),
    *(PARTNERS, NEEDS),
    *(GRAPH, LINK, BUNDLES, RECOMMEND, PATH),
    *(BRIEF, SOLVE, GAME),
)
STUDIES: Final[Mapping[str, Study]] = MappingProxyType({study.name: study for study in _ROWS})
WITHOUT_STUDY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "demo": "the site is loaded with the demo at its first start",
        "new": "a programme is set up from a template by the wizard",
        "schema": "comes with the contract",
        "report": "“run” makes the same report",
        "settle": "settlement has pages of its own",
        "reconcile": "settlement has pages of its own",
        "reconcile_keys": "done by a party on its own machine, so that the book never leaves it",
        "reconcile_psi": "done by two parties between their own machines",
        "dispute": "settlement has pages of its own",
        "verify": "settlement has pages of its own",
        "doctor": "is about the machine",
        "serve": "starts this site",
        "site_backup": "for whoever runs the site, at its machine",
        "site_owner": "for whoever runs the site, at its machine",
        "site_restore": "for whoever runs the site, at its machine",
    }
)
"""Commands that no page asks, with the reason."""
