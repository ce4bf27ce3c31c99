"""Notices about what the parties of a programme lack, and about files that do not say."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NO_PARTY_HAS_KIND = Notice(
    "needs.no_party_has_kind",
    Text(en="No party lists any {kind}.", zh="各方都没有列出任何{kind}。"),
    Text(
        en="Agree who brings it, or add it to a party's resources.csv.",
        zh="请商定由谁提供，或补入某一方的 resources.csv。",
    ),
)
PARTY_WITHOUT_CHANNEL = Notice(
    "needs.party_without_channel",
    Text(en="{party} lists no channel to reach learners.", zh="{party}没有列出任何触达学员的渠道。"),
    Text(en="Channels are listed by: {others}.", zh="可以借用渠道的合作方：{others}。"),
)
COURSE_WITHOUT_TEACHER = Notice(
    "needs.course_without_teacher",
    Text(
        en="Course “{course}” has no teacher: none is listed by {parties}.",
        zh="课程“{course}”没有师资：{parties}没有列出教师。",
    ),
    Text(en="Teachers are listed by: {others}.", zh="可以提供师资的合作方：{others}。"),
)
CONCEPTS_TAUGHT_ELSEWHERE = Notice(
    "needs.concepts_taught_elsewhere",
    Text(
        en="Course “{course}” covers what the own catalogues of {parties} lack: {concepts}.",
        zh="课程“{course}”涉及{parties}自有课程目录中没有的知识点：{concepts}。",
    ),
    Text(en="Courses on it are taught by: {others}.", zh="已有相关课程的合作方：{others}。"),
)
CONCEPTS_TAUGHT_NOWHERE = Notice(
    "needs.concepts_taught_nowhere",
    Text(
        en="Course “{course}” covers what no party teaches in its own catalogue: {concepts}.",
        zh="课程“{course}”涉及各方自有课程目录中都没有的知识点：{concepts}。",
    ),
    Text(
        en="Decide who prepares this content, or look for a further party that teaches it.",
        zh="请商定由谁准备这部分内容，或寻找能讲授它的新合作方。",
    ),
)
SEATS_BEYOND_VENUES = Notice(
    "needs.seats_beyond_venues",
    Text(
        en="Course “{course}” takes up to {seats} enrolments a week, but the venues of {parties} hold only "
        "{places} seats.",
        zh="课程“{course}”每周最多接收 {seats} 人报名，而{parties}的场地合计只有 {places} 个座位。",
    ),
    Text(
        en="Make sure that it is taught online or in several groups, or arrange for more places.",
        zh="请确认课程在线上或分批讲授，否则请增加场地。",
    ),
)
HOURS_BEYOND_TEACHERS = Notice(
    "needs.hours_beyond_teachers",
    Text(
        en="Lever “{lever}” may use up to {hours} hours a week, but {party} lists only {capacity} hours of "
        "teachers a week.",
        zh="杠杆“{lever}”每周最多可用 {hours} 小时，而{party}列出的师资每周只有 {capacity} 小时。",
    ),
    Text(
        en="Lower weekly_max of the lever, or find further teachers.",
        zh="请调低该杠杆的 weekly_max，或增加师资。",
    ),
)
NO_RESOURCES = Notice(
    "needs.no_resources",
    Text(en="{party} has not listed its resources.", zh="{party}尚未列出资源。"),
    Text(
        en="Add {file} (kind, name, size, unit, note) to see what it can bring.",
        zh="请补上 {file}（kind, name, size, unit, note），以便了解它能提供什么。",
    ),
)
NO_CATALOGUE = Notice(
    "needs.no_catalogue",
    Text(
        en="{party} lists no courses of its own with concepts, so its topics are unknown.",
        zh="{party}没有列出带知识点的自有课程，因此不清楚其主题。",
    ),
    Text(en="Fill in concepts in {file}, separated by ';'.", zh="请在 {file} 中填写 concepts，以“;”分隔。"),
)
NO_LEARNERS = Notice(
    "needs.no_learners",
    Text(
        en="{party} has given no orders or learning records, so learners in common cannot be counted.",
        zh="{party}没有提供订单或学习记录，无法统计共同学员。",
    ),
    Text(en="Add {file}.", zh="请补上 {file}。"),
)
JOINT_LEARNERS_COUNT = Notice(
    "needs.joint_learners_count",
    Text(
        en="A party's learners include those of joint courses.",
        zh="各方的学员数包含合作课程的学员。",
    ),
    Text(
        en="Do not read learners in common as two separate audiences that overlap by chance.",
        zh="请勿把共同学员理解为两批互不相干的受众恰好重叠。",
    ),
)
NO_DUTIES = Notice(
    "needs.no_duties",
    Text(en="No duties have been agreed.", zh="尚未约定任何职责。"),
    Text(
        en="Add [[duty]] entries with owner, task and due to programme.toml.",
        zh="请在 programme.toml 中补上 [[duty]]（owner、task、due）。",
    ),
)
PARTY_WITHOUT_DUTY = Notice(
    "needs.party_without_duty",
    Text(en="{party} has no duty in this programme.", zh="{party}在本项目中没有任何职责。"),
    Text(
        en="Check programme.toml: who does what by when?",
        zh="请核对 programme.toml：谁在何时之前做什么？",
    ),
)
