"""The words of a contract beside its clauses."""

from __future__ import annotations

from kuajie.messages import Text

TITLE = Text(en="{programme}: terms", zh="{programme}合作条款")
ID = Text(en="Programme", zh="项目编号")
HORIZON = Text(en="Horizon", zh="计划期")
DAYS = Text(en="{first} to {last}, both included", zh="{first}至{last}（含首尾两日）")
HASH = Text(en="Hash of these terms (SHA-256)", zh="本条款的散列值（SHA-256）")
ARTICLE = Text(en="Article {number}: {title}", zh="第 {number} 条 {title}")

PARTIES, COURSES, DEFINITIONS, CLAUSES, ORDER, COUNTING, REFUNDS, ROUNDING, CURRENCY, SETTLING, SIGNING = (
    Text(en="Parties", zh="合作方"),
    Text(en="Courses", zh="课程"),
    Text(en="Definitions", zh="定义"),
    Text(en="Clauses", zh="条款"),
    Text(en="Order of execution", zh="执行顺序"),
    Text(en="When revenue counts", zh="收入的计入"),
    Text(en="Refunds", zh="退款"),
    Text(en="Rounding", zh="取整"),
    Text(en="Currency", zh="币种"),
    Text(en="Settlement", zh="结算"),
    Text(en="Signatures", zh="签署"),
)
NAME, ROLE, CODE, COURSE, SELLER, REQUIRES, STEP, WHICH = (
    Text(en="Party", zh="合作方"),
    Text(en="Role", zh="角色"),
    Text(en="In files", zh="文件中的编号"),
    Text(en="Course", zh="课程"),
    Text(en="Sold by", zh="销售方"),
    Text(en="Takes part", zh="参与方"),
    Text(en="Step", zh="步骤"),
    Text(en="Clauses", zh="条款"),
)
SALE = Text(
    en="A sale is one line of an order for one of these courses in the records of its seller; its day is the "
    "day of the order.",
    zh="“销售”指销售方订单记录中上述课程的一个订单行；其日期为下单日。",
)
REVENUE = Text(
    en="Revenue of a sale is what the buyer paid, less what was refunded, with what a coupon let off "
    "counted as paid where a clause says who bears it.",
    zh="“收入”指买家就该笔销售实付的金额减去退款；有条款约定由谁承担优惠的，减免部分计为已付。",
)
NET = Text(
    en="Net is revenue less deductions and referrals, whose rate is of what deductions leave. Costs repaid "
    "first come out of the net; shares and tiers divide the rest. A course that no clause shares stays its "
    "seller's.",
    zh="“净收入”指收入减去先行扣除与推荐奖励（后者按扣除后的余额计）。先行回本从净收入中偿还，其余按分成与阶梯分配；"
    "没有条款约定分成的课程，其收入归销售方。",
)
DAY = Text(
    en="Days and calendar periods begin at midnight in {zone}. A clause is in force for sales, costs and "
    "leads of its days.",
    zh="日期与自然期间以 {zone} 时区零时为界。条款适用于其有效期内的销售、成本与线索。",
)
TOTALS = Text(
    en="Thresholds, limits, caps and guarantees count totals over the horizon, or over each calendar period "
    "where the clause says so. Thresholds count the net of a clause's courses together after costs repaid "
    "first; a guarantee counts the party's part after caps, with what was repaid to it first.",
    zh="起点、上限、封顶与保底均按整个计划期累计，条款写明自然期间的则每期重新累计。起点按该条款全部课程在先行回本后的净收入合计；"
    "保底按该方在封顶后的所得，连同先行偿还给它的金额计算。",
)
SPEND = Text(
    en="Spend is what a party put into its levers by its own records. What was repaid first is not "
    "reimbursed again.",
    zh="“投入”以该方的投入记录为准。已先行偿还的成本不再分担。",
)
PER_ENROLMENT = Text(
    en="Unit costs are those below, for every enrolment that is not refunded.",
    zh="“单位成本”按下列金额，就每个未退款的报名计算。",
)
UNIT_COST = Text(
    en="Unit cost of {party} in {course}: {amount}.", zh="{party}在{course}中的单位成本：{amount}。"
)
CLAUSES_LEAD = Text(en="Statements cite these numbers.", zh="对账单引用下列编号。")
ORDER_LEAD = Text(
    en="Every clause moves money between the parties only. They are executed step by step; clauses of one "
    "step in the order of their numbers.",
    zh="各条款只在合作方之间转移款项，按下列步骤依次执行；同一步骤内按编号先后。",
)
CITED = Text(en="{number} {name}", zh="{number} {name}")
CONVERTED = Text(
    en="Amounts are in {currency}. A sale in another currency is converted at the agreed rate of "
    "its day, and its refunds at the same rate; without a rate nothing is settled.",
    zh="金额以{currency}计。其他币种的销售按销售当日的约定汇率折算，其退款按同一汇率；缺少汇率则不结算。",
)
EACH_MONTH = Text(
    en="Every calendar month is settled: what each party earned, less what it received from buyers, is what "
    "it is due. Each party has a statement, may comment on it, and signs it; a signed month is locked.",
    zh="按自然月结算：各方所得减去其已向买家收取的金额，即为应收（应付）。各方收到对账单，可提出意见并签署；签署后该月锁定。",
)
LOCKED = Text(
    en="A locked month is never changed: what becomes known later is a correction in the next open month.",
    zh="已锁定的月份不再改动：此后知悉的变化在下一个未锁定月份更正。",
)
CALENDAR = Text(
    en="What is owed by the calendar and has no day is due at the end of the horizon or of the clause, an "
    "advance at its beginning, a retainer at the end of each month, a guarantee at the end of its period.",
    zh="按日历应付而未写明日期的款项，于计划期或条款结束时到期；预付款于开始时、月费于每月末、保底于其期间结束时到期。",
)
PROVE = Text(
    en="What is executed is the data that this text is rendered from and that has the hash above; anybody "
    "can recompute it (kuajie verify). This page is no legal advice.",
    zh="实际执行的是生成本文、散列值如上的数据；任何人都可重新计算核验（kuajie verify）。"
    "本页不构成法律意见。",
)
SIGN_LINE = Text(en="For {party}: name, date", zh="{party}（签名、日期）")
