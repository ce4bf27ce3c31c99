"""What can be chosen where a programme is set up, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kuajie.messages import Text

Choices = Mapping[str, Text]

CURRENCIES: Final[Choices] = {
    "CNY": Text(en="Chinese yuan (CNY)", zh="人民币 (CNY)"),
    "HKD": Text(en="Hong Kong dollar (HKD)", zh="港元 (HKD)"),
    "TWD": Text(en="New Taiwan dollar (TWD)", zh="新台币 (TWD)"),
    "SGD": Text(en="Singapore dollar (SGD)", zh="新加坡元 (SGD)"),
    "JPY": Text(en="Japanese yen (JPY)", zh="日元 (JPY)"),
    "USD": Text(en="US dollar (USD)", zh="美元 (USD)"),
    "EUR": Text(en="Euro (EUR)", zh="欧元 (EUR)"),
    "GBP": Text(en="Pound sterling (GBP)", zh="英镑 (GBP)"),
}
TIME_ZONES: Final[Choices] = {
    "Asia/Shanghai": Text(en="China (Asia/Shanghai)", zh="中国 (Asia/Shanghai)"),
    "Asia/Hong_Kong": Text(en="Hong Kong", zh="香港"),
    "Asia/Taipei": Text(en="Taipei", zh="台北"),
    "Asia/Singapore": Text(en="Singapore", zh="新加坡"),
    "Asia/Tokyo": Text(en="Tokyo", zh="东京"),
    "Europe/London": Text(en="London", zh="伦敦"),
    "Europe/Berlin": Text(en="Berlin", zh="柏林"),
    "America/New_York": Text(en="New York", zh="纽约"),
    "America/Los_Angeles": Text(en="Los Angeles", zh="洛杉矶"),
    "UTC": Text(en="UTC", zh="协调世界时 (UTC)"),
}
COUNTRIES: Final[Choices] = {
    "CN": Text(en="China", zh="中国"),
    "HK": Text(en="Hong Kong", zh="中国香港"),
    "TW": Text(en="Taiwan", zh="中国台湾"),
    "SG": Text(en="Singapore", zh="新加坡"),
    "JP": Text(en="Japan", zh="日本"),
    "GB": Text(en="United Kingdom", zh="英国"),
    "DE": Text(en="Germany", zh="德国"),
    "US": Text(en="United States", zh="美国"),
}
ROLES: Final[Choices] = {
    "platform": Text(en="platform", zh="平台"),
    "institution": Text(en="institution", zh="培训机构"),
    "employer": Text(en="employer", zh="企业"),
    "charity": Text(en="charity", zh="公益组织"),
    "academic": Text(en="university", zh="高校"),
}
KINDS: Final[Choices] = {
    "marketing": Text(en="marketing", zh="营销"),
    "training": Text(en="training", zh="培训"),
}
UNITS: Final[Choices] = {
    "money": Text(en="money", zh="金额"),
    "hours": Text(en="hours", zh="小时"),
    "sessions": Text(en="sessions", zh="场次"),
}
