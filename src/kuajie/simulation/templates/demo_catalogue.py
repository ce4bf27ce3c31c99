"""What the three parties of the demo teach beside the programme, and what they bring to it."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.simulation.templates.entries import (
    HOURS_A_WEEK,
    LESSONS,
    PEOPLE,
    POSTS_A_WEEK,
    SEATS,
    offered,
    resource,
)

ZHIHAI_COURSES = (
    offered("Z01", "Excel 高效办公", "Excel at Work", 99, "beginner", "excel cleaning", 9),
    offered("Z02", "职场写作课", "Writing at Work", 129, "beginner", "writing communication", 6),
    offered("Z03", "产品经理入门", "First Steps as Product Manager", 299, "beginner", "product metrics", 4),
    offered("Z04", "用户增长方法论", "How Users Grow", 399, "intermediate", "growth ab_test metrics", 3),
    offered("Z05", "短视频运营", "Running Short Video", 199, "beginner", "marketing operations"),
    offered("Z06", "电商运营实战", "E-commerce in Practice", 399, "intermediate", "ecommerce operations"),
    offered("Z07", "大模型提示词", "Prompting Language Models", 149, "beginner", "llm", 12),
    offered("Z08", "职场英语口语", "English for Meetings", 259, "intermediate", "english communication"),
    offered(
        "Z09", "项目管理精要", "Project Management Essentials", 349, "intermediate", "management project"
    ),
    offered("Z10", "理财第一课", "First Lesson in Money", 59, "beginner", "finance"),
    offered("Z11", "数据可视化之美", "The Beauty of Charts", 169, "intermediate", "viz bi", 4),
    offered(
        "Z12", "求职季：简历与面试", "Job Season: CV and Interview", 89, "beginner", "resume interview", 7
    ),
)

MINGDE_COURSES = (
    offered("M02", "统计学基础", "Statistics Basics", 299, "beginner", "stats", 5),
    offered("M03", "SQL 训练营", "SQL Camp", 399, "beginner", "sql cleaning", 4),
    offered(
        "M04", "机器学习导论", "Introduction to Machine Learning", 899, "intermediate", "ml python stats", 2
    ),
    offered("M05", "深度学习实践", "Deep Learning in Practice", 1299, "advanced", "dl ml python"),
    offered("M06", "商业智能报表", "BI Dashboards", 499, "intermediate", "bi viz sql"),
    offered("M07", "数据仓库建模", "Modelling a Data Warehouse", 799, "advanced", "warehouse sql"),
    offered("M08", "指标体系设计", "Designing Metrics", 459, "intermediate", "metrics product"),
    offered("M09", "A/B 测试工作坊", "A/B Testing Workshop", 599, "advanced", "ab_test stats"),
    offered("M10", "数据合规必修", "Data Protection Essentials", 199, "beginner", "ethics"),
    offered(
        "M11", "Python 办公自动化", "Automating the Office with Python", 359, "beginner", "python excel", 3
    ),
)

YUANHANG_COURSES = (
    offered("Y01", "数据部门开放日", "Open Day of the Data Team", 0, "beginner", "career"),
    offered(
        "Y02",
        "业务分析真实案例集",
        "Real Cases in Business Analysis",
        199,
        "intermediate",
        "project metrics",
        3,
    ),
    offered("Y03", "内部数据平台使用", "Using Our Data Platform", 0, "intermediate", "warehouse sql"),
    offered("Y04", "新人数据素养", "Data Literacy for New Staff", 0, "beginner", "excel stats"),
    offered("Y05", "模拟面试营", "Mock Interview Camp", 299, "intermediate", "interview resume", 4),
    offered("Y06", "数据分析师成长路径", "How Analysts Grow", 99, "beginner", "career communication", 2),
    offered("Y07", "供应链数据分析", "Supply Chain Analytics", 499, "advanced", "operations sql"),
    offered("Y08", "团队管理者的数据课", "Data for Team Leaders", 399, "intermediate", "management metrics"),
    offered("Y09", "大模型落地分享", "Language Models in Production", 0, "advanced", "llm project"),
    offered("Y10", "隐私与安全合规", "Privacy and Security", 0, "beginner", "ethics"),
)

_YOUNG = ("audience", "25-35 岁职场转型人群", "career changers aged 25-35")
_STUDENTS = ("audience", "在校大学生", "university students")
_ANALYSTS = ("audience", "初级数据分析师", "junior data analysts")

ZHIHAI_RESOURCES = (
    resource(*_YOUNG, 320_000, PEOPLE),
    resource(*_STUDENTS, 180_000, PEOPLE),
    resource("audience", "自由职业者", "freelancers", 45_000, PEOPLE),
    resource("channel", "App 首页推荐位", "home page slot of the app", 6, POSTS_A_WEEK),
    resource("channel", "短视频矩阵账号", "short video accounts", 21, POSTS_A_WEEK),
    resource("channel", "私域社群", "study groups", 38_000, PEOPLE),
    resource("content", "录播课程库", "recorded lessons", 2_600, LESSONS),
    resource(
        "venue",
        "线上直播间",
        "online studio",
        5_000,
        SEATS,
        Text(zh="晚间 19 点后档期紧张", en="short of slots after 19:00"),
    ),
)

MINGDE_RESOURCES = (
    resource(*_ANALYSTS, 12_000, PEOPLE),
    resource(*_STUDENTS, 26_000, PEOPLE),
    resource("teacher", "数据分析讲师", "lecturers in data analysis", 120, HOURS_A_WEEK),
    resource("teacher", "助教", "tutors", 200, HOURS_A_WEEK),
    resource("content", "数据分析课程包", "course kit in data analysis", 180, LESSONS),
    resource("content", "题库与作业系统", "question bank and homework system", 4_200, LESSONS),
    resource("channel", "校园宣讲", "campus talks", 2, POSTS_A_WEEK),
    resource("venue", "线下教室", "classrooms", 240, SEATS, Text(zh="周末可用", en="free at weekends")),
)

YUANHANG_RESOURCES = (
    resource(*_ANALYSTS, 1_800, PEOPLE, Text(zh="在职员工", en="members of staff")),
    resource(*_YOUNG, 9_000, PEOPLE, Text(zh="投递过简历的候选人", en="applicants so far")),
    resource("teacher", "企业导师", "mentors from the company", 60, HOURS_A_WEEK),
    resource("content", "脱敏业务数据集", "anonymised business data", 14, LESSONS),
    resource("channel", "内部推荐", "staff referrals", 4, POSTS_A_WEEK),
    resource("venue", "总部会议中心", "conference centre", 160, SEATS),
)
