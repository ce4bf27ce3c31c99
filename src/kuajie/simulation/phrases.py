"""A small grammar of feedback: an opening, what was noticed about a party's part, and a wish."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kuajie.domain.party import Role
from kuajie.messages import Text

Phrases = tuple[Text, ...]

OPENINGS: Mapping[bool, Phrases] = MappingProxyType(
    {
        True: (
            Text(zh="整体很满意", en="Very happy overall"),
            Text(zh="比预期好", en="Better than expected"),
            Text(zh="值得推荐给同事", en="I would recommend it to colleagues"),
            Text(zh="学完就用上了", en="I used it at work right away"),
            Text(zh="跟下来收获很大", en="I learned a lot"),
            Text(zh="零基础也能跟上", en="Even as a beginner I could follow"),
            Text(zh="这个价格很值", en="Good value for the price"),
        ),
        False: (
            Text(zh="有点失望", en="A bit disappointed"),
            Text(zh="没有达到预期", en="Not what I expected"),
            Text(zh="坚持不下来", en="I could not keep it up"),
            Text(zh="性价比一般", en="So-so for the money"),
            Text(zh="中途放弃了", en="I gave up half way"),
            Text(zh="体验还需要改进", en="The experience needs work"),
        ),
    }
)

_PLATFORM = {
    True: (
        Text(zh="App 很流畅，断点续播好用", en="the app runs smoothly and resumes where I stopped"),
        Text(zh="客服回复很快", en="support answered quickly"),
        Text(zh="学习计划提醒很有用", en="the study reminders help"),
        Text(zh="优惠领取很方便", en="using the coupon was easy"),
        Text(zh="社群氛围好，打卡有动力", en="the study group keeps me going"),
    ),
    False: (
        Text(zh="视频经常卡顿", en="the video often stalls"),
        Text(zh="退款流程太慢", en="the refund took too long"),
        Text(zh="推送广告太多", en="there are too many ads"),
        Text(zh="手机端看不了课件", en="slides do not open on the phone"),
        Text(zh="找课的搜索不准", en="search did not find the right course"),
    ),
}
_TEACHING = {
    True: (
        Text(zh="老师讲得很清楚，例子贴近工作", en="the teacher explains clearly with examples from work"),
        Text(zh="直播答疑很及时", en="live sessions answered my questions"),
        Text(zh="作业批改很细致", en="homework was marked with care"),
        Text(zh="课程内容更新快", en="the content is up to date"),
        Text(zh="助教很耐心", en="the tutors are patient"),
    ),
    False: (
        Text(zh="节奏太快，基础部分讲得少", en="the pace is too fast and the basics are short"),
        Text(zh="作业反馈要等一周", en="homework feedback takes a week"),
        Text(zh="案例有点旧", en="the case studies are dated"),
        Text(zh="直播时间对上班族不友好", en="live sessions clash with office hours"),
        Text(zh="讲义有错别字", en="the handouts have typos"),
    ),
}
_EMPLOYER = {
    True: (
        Text(zh="企业导师给的建议很实在", en="the mentor's advice was concrete"),
        Text(zh="实战项目来自真实业务", en="the project came from real business"),
        Text(zh="内推真的拿到了面试", en="the referral did lead to an interview"),
        Text(zh="点评简历帮助很大", en="the CV review helped a lot"),
    ),
    False: (
        Text(zh="导师时间太少", en="the mentor had too little time"),
        Text(zh="岗位信息更新不及时", en="job postings were out of date"),
        Text(zh="项目数据不完整", en="the project data were incomplete"),
        Text(zh="内推没有下文", en="the referral went nowhere"),
    ),
}
_CHARITY = {
    True: (
        Text(zh="志愿者很热心", en="the volunteers were warm"),
        Text(zh="免费名额帮了大忙", en="the free place made the difference"),
        Text(zh="送来的平板可以离线学", en="the tablet works offline"),
    ),
    False: (
        Text(zh="报名流程说明不清楚", en="how to enrol was not clear"),
        Text(zh="村里网络不稳定", en="the village network is unstable"),
        Text(zh="志愿者换得太勤", en="volunteers changed too often"),
    ),
}

ASPECTS: Mapping[Role, Mapping[bool, Phrases]] = MappingProxyType(
    {
        Role.PLATFORM: _PLATFORM,
        Role.INSTITUTION: _TEACHING,
        Role.ACADEMIC: _TEACHING,
        Role.EMPLOYER: _EMPLOYER,
        Role.CHARITY: _CHARITY,
        Role.MEDIATOR: _CHARITY,
    }
)

WISHES: Phrases = (
    Text(zh="希望多一些实操练习", en="More hands-on practice, please"),
    Text(zh="希望出进阶课", en="I hope for an advanced course"),
    Text(zh="建议增加回放字幕", en="Subtitles for the recordings would help"),
    Text(zh="希望周末也有答疑", en="Please answer questions at weekends too"),
    Text(zh="建议按岗位给学习路径", en="A learning path for each job would be good"),
    Text(zh="希望能开发票", en="I need an invoice"),
)
JOINTS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {"zh": ("，", "。", "。"), "en": ("; ", ". ", ".")}
)
