"""A small sound programme folder, written by code so that each test can spoil one thing in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kuajie.exchange.reading import Reading, read_folder
from kuajie.messages import BadInput, Finding

PROGRAMME = """\
[programme]
id = "joint-2026"
title = "数据职业联合项目"
currency = "CNY"
time_zone = "Asia/Shanghai"
country = "CN"

[horizon]
start = 2026-11-30
weeks = 12

[budgets]
total = "900000.00"
[budgets.party]
zhihai = "420000.00"

[terms]
revenue_shares = { zhihai = "1/3", mingde = "2/3" }

[[party]]
id = "zhihai"
name = "知海平台"
role = "platform"

[[party]]
id = "mingde"
name = "明德学堂"
role = "institution"
outside_profit = "-5.00"

[[course]]
id = "J1"
title = "数据分析实战"
seller = "zhihai"
requires = ["zhihai", "mingde"]
price_choices = ["249.00", "299.00"]
unit_costs = { zhihai = "18.00", mingde = "42.00" }

[[lever]]
id = "short_video"
title = "短视频投放"
party = "zhihai"
kind = "marketing"
unit = "money"
weekly_max = "30000.00"

[[lever]]
id = "tutors"
title = "助教"
party = "mingde"
kind = "training"
unit = "hours"
unit_cost = "120.00"
weekly_max = "12000.00"

[[duty]]
owner = "mingde"
task = "交付 40 小时直播课"
due = 2026-12-31
"""

WEEKS = 30
FIRST_MONDAY = date(2026, 4, 27)


def _orders() -> str:
    lines = [
        "order_id,line,learner,buyer,quantity,course_id,ordered_at,list_price,paid,currency,channel,coupon"
    ]
    for week in range(WEEKS):
        day = FIRST_MONDAY + timedelta(weeks=week, days=week % 7)
        lines += [
            f"O{week:03}A,1,L{week % 9},,1,J1,{day} 09:30:00,299.00,299.00,CNY,short_video,",
            f"O{week:03}B,1,L{week % 7},某公司,3,J1,{day} 20:15:00,299.00,800.10,CNY,search,SPRING",
            f"O{week:03}B,2,L{week % 7},某公司,1,C9,{day} 20:15:00,99.50,99.50,CNY,search,SPRING",
        ]
    return "\n".join(lines) + "\n"


def _spend() -> str:
    days = [FIRST_MONDAY + timedelta(weeks=week) for week in range(WEEKS)]
    rows = [
        f"{day},joint-2026,short_video,{1000 + 10 * place}.50,CNY,{5000 + place},"
        for place, day in enumerate(days)
    ]
    return "\n".join(["date,programme,lever,amount,currency,impressions,clicks", *rows]) + "\n"


def _training() -> str:
    days = [FIRST_MONDAY + timedelta(weeks=week) for week in range(WEEKS)]
    rows = [f"{day},tutors,{place}.5,hours,{place}60.00,CNY" for place, day in enumerate(days)]
    return "\n".join(["date,lever,amount,unit,cost,currency", *rows]) + "\n"


def sound_contents() -> dict[str, str]:
    """Return the texts of a folder without any fault."""
    return {
        "programme.toml": PROGRAMME,
        "controls.csv": "date,name,value\n2026-05-04,school_term,1\n2026-12-07,school_term,0.5\n",
        "zhihai/courses.csv": (
            "course_id,title,price,currency,seats,unit_cost,level,language,concepts\n"
            "J1,数据分析实战,299.00,CNY,40,,入门,zh,Python;统计；可视化\n"
            "C9,写作课,99.50,CNY,,12.00,,,\n"
        ),
        "zhihai/orders.csv": _orders(),
        "zhihai/refunds.csv": (
            "order_id,line,refunded_at,amount,currency,reason\n"
            "O001A,1,2026-05-20 10:00:00,299.00,CNY,没时间学\n"
            "O002B,1,2026-05-21 10:00:00,100.10,CNY,\n"
            "O002B,1,2026-05-22 10:00:00,100.00,CNY,\n"
        ),
        "zhihai/spend.csv": _spend(),
        "zhihai/tests.csv": (
            "lever,course_id,from,to,spend_change,lift,unit,level,lower,upper\n"
            "short_video,J1,2026-06-01,2026-06-28,0.5,12,enrolments,0.9,-3,27\n"
        ),
        "zhihai/resources.csv": "kind,name,size,unit,note\naudience,公众号粉丝,120000,人,\n",
        "mingde/training.csv": _training(),
        "mingde/learning.csv": (
            "learner,course_id,started_at,completed_at,progress\n"
            "L1,J1,2026-05-10 08:00:00,2026-06-10 21:00:00,1\n"
            "L2,J1,2026-05-11 08:00:00,,0.4\n"
        ),
        "mingde/feedback.csv": (
            "learner,course_id,given_at,about,rating,nps,text\n"
            'L1,J1,2026-06-11 08:00:00,mingde,4.5,9,"讲得好，但""太快"""\n'
        ),
    }


Contents = dict[str, str | bytes]
Reader = Callable[[Contents], Reading]


@pytest.fixture
def contents() -> Contents:
    """Return the texts of a sound folder, to spoil."""
    return dict(sound_contents())


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Write the contents of a folder as they are and read it."""
    count = 0

    def write_and_read(contents: Contents) -> Reading:
        nonlocal count
        count += 1
        folder = tmp_path / f"folder{count}"
        for path, content in contents.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_folder(folder)

    return write_and_read


@pytest.fixture
def refusal(read: Reader) -> Callable[[Contents], list[Finding]]:
    """Return the findings with which a folder is refused."""

    def refused(contents: Contents) -> list[Finding]:
        with pytest.raises(BadInput) as caught:
            read(contents)
        for finding in caught.value.findings:
            assert finding.say("zh")
            assert finding.say("en")
        return list(caught.value.findings)

    return refused
