"""What the three parties of the demo teach beside the programme, and what they bring to it."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.simulation.blueprint import CatalogueCourse, Resource

PEOPLE = Text(zh="人", en="people")
HOURS_A_WEEK = Text(zh="小时/周", en="hours a week")
POSTS_A_WEEK = Text(zh="次/周", en="slots a week")
SEATS = Text(zh="座", en="seats")
LESSONS = Text(zh="节", en="lessons")


def _course(
    course_id: str, zh: str, en: str, price: int, level: str, concepts: str, weekly: float = 0.0
) -> CatalogueCourse:
    return CatalogueCourse(
        id=course_id,
        title=Text(zh=zh, en=en),
        price=price,
        level=level,
        concepts=tuple(concepts.split()),
        weekly=weekly,
    )


def _resource(kind: str, zh: str, en: str, size: float, unit: Text, note: Text | None = None) -> Resource:
    return Resource(kind=kind, name=Text(zh=zh, en=en), size=size, unit=unit, note=note)


ZHIHAI_COURSES = (
    _course("Z01", "Excel 高效办公", "Excel at Work", 99, "beginner", "excel cleaning", 9),
    _course("Z02", "职场写作课", "Writing at Work", 129, "beginner", "writing communication", 6),
    _course("Z03", "产品经理入门", "First Steps as Product Manager", 299, "beginner", "product metrics", 4),
    _course("Z04", "用户增长方法论", "How Users Grow", 399, "intermediate", "growth ab_test metrics", 3),
    _course("Z05", "短视频运营", "Running Short Video", 199, "beginner", "marketing operations"),
    _course("Z06", "电商运营实战", "E-commerce in Practice", 399, "intermediate", "ecommerce operations"),
    _course("Z07", "大模型提示词", "Prompting Language Models", 149, "beginner", "llm", 12),
    _course("Z08", "职场英语口语", "English for Meetings", 259, "intermediate", "english communication"),
    _course(
        "Z09", "项目管理精要", "Project Management Essentials", 349, "intermediate", "management project"
    ),
    _course("Z10", "理财第一课", "First Lesson in Money", 59, "beginner", "finance"),
    _course("Z11", "数据可视化之美", "The Beauty of Charts", 169, "intermediate", "viz bi", 4),
    _course(
        "Z12", "求职季：简历与面试", "Job Season: CV and Interview", 89, "beginner", "resume interview", 7
    ),
)

MINGDE_COURSES = (
    _course("M02", "统计学基础", "Statistics Basics", 299, "beginner", "stats", 5),
    _course("M03", "SQL 训练营", "SQL Camp", 399, "beginner", "sql cleaning", 4),
    _course(
        "M04", "机器学习导论", "Introduction to Machine Learning", 899, "intermediate", "ml python stats", 2
    ),
    _course("M05", "深度学习实践", "Deep Learning in Practice", 1299, "advanced", "dl ml python"),
    _course("M06", "商业智能报表", "BI Dashboards", 499, "intermediate", "bi viz sql"),
    _course("M07", "数据仓库建模", "Modelling a Data Warehouse", 799, "advanced", "warehouse sql"),
    _course("M08", "指标体系设计", "Designing Metrics", 459, "intermediate", "metrics product"),
    _course("M09", "A/B 测试工作坊", "A/B Testing Workshop", 599, "advanced", "ab_test stats"),
    _course("M10", "数据合规必修", "Data Protection Essentials", 199, "beginner", "ethics"),
    _course(
        "M11", "Python 办公自动化", "Automating the Office with Python", 359, "beginner", "python excel", 3
    ),
)

YUANHANG_COURSES = (
    _course("Y01", "数据部门开放日", "Open Day of the Data Team", 0, "beginner", "career"),
    _course(
        "Y02",
        "业务分析真实案例集",
        "Real Cases in Business Analysis",
        199,
        "intermediate",
        "project metrics",
        3,
    ),
    _course("Y03", "内部数据平台使用", "Using Our Data Platform", 0, "intermediate", "warehouse sql"),
    _course("Y04", "新人数据素养", "Data Literacy for New Staff", 0, "beginner", "excel stats"),
    _course("Y05", "模拟面试营", "Mock Interview Camp", 299, "intermediate", "interview resume", 4),
    _course("Y06", "数据分析师成长路径", "How Analysts Grow", 99, "beginner", "career communication", 2),
    _course("Y07", "供应链数据分析", "Supply Chain Analytics", 499, "advanced", "operations sql"),
    _course("Y08", "团队管理者的数据课", "Data for Team Leaders", 399, "intermediate", "management metrics"),
    _course("Y09", "大模型落地分享", "Language Models in Production", 0, "advanced", "llm project"),
    _course("Y10", "隐私与安全合规", "Privacy and Security", 0, "beginner", "ethics"),
)

_YOUNG = ("audience", "25-35 岁职场转型人群", "career changers aged 25-35")
_STUDENTS = ("audience", "在校大学生", "university students")
_ANALYSTS = ("audience", "初级数据分析师", "junior data analysts")

ZHIHAI_RESOURCES = (
    _resource(*_YOUNG, 320_000, PEOPLE),
    _resource(*_STUDENTS, 180_000, PEOPLE),
    _resource("audience", "自由职业者", "freelancers", 45_000, PEOPLE),
    _resource("channel", "App 首页推荐位", "home page slot of the app", 6, POSTS_A_WEEK),
    _resource("channel", "短视频矩阵账号", "short video accounts", 21, POSTS_A_WEEK),
    _resource("channel", "私域社群", "study groups", 38_000, PEOPLE),
    _resource("content", "录播课程库", "recorded lessons", 2_600, LESSONS),
    _resource(
        "venue",
        "线上直播间",
        "online studio",
        5_000,
        SEATS,
        Text(zh="晚间 19 点后档期紧张", en="short of slots after 19:00"),
    ),
)

MINGDE_RESOURCES = (
    _resource(*_ANALYSTS, 12_000, PEOPLE),
    _resource(*_STUDENTS, 26_000, PEOPLE),
    _resource("teacher", "数据分析讲师", "lecturers in data analysis", 120, HOURS_A_WEEK),
    _resource("teacher", "助教", "tutors", 200, HOURS_A_WEEK),
    _resource("content", "数据分析课程包", "course kit in data analysis", 180, LESSONS),
    _resource("content", "题库与作业系统", "question bank and homework system", 4_200, LESSONS),
    _resource("channel", "校园宣讲", "campus talks", 2, POSTS_A_WEEK),
    _resource("venue", "线下教室", "classrooms", 240, SEATS, Text(zh="周末可用", en="free at weekends")),
)

YUANHANG_RESOURCES = (
    _resource(*_ANALYSTS, 1_800, PEOPLE, Text(zh="在职员工", en="members of staff")),
    _resource(*_YOUNG, 9_000, PEOPLE, Text(zh="投递过简历的候选人", en="applicants so far")),
    _resource("teacher", "企业导师", "mentors from the company", 60, HOURS_A_WEEK),
    _resource("content", "脱敏业务数据集", "anonymised business data", 14, LESSONS),
    _resource("channel", "内部推荐", "staff referrals", 4, POSTS_A_WEEK),
    _resource("venue", "总部会议中心", "conference centre", 160, SEATS),
)
