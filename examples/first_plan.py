# %% [markdown]
# # A first joint plan 第一个联合方案
#
# A platform and an institution sell two courses together. We simulate their files (so the truth is known),
# fit how enrolments respond to both partners' levers, plan the next twelve weeks, and divide what the plan
# earns.
#
# 平台与培训机构联合销售两门课程。我们先模拟双方的文件（因此真相已知），再拟合报名对双方杠杆的响应，
# 为接下来的十二周做方案，并分配方案的收益。

# %%
import tempfile
from pathlib import Path

import kuajie

folder = Path(tempfile.mkdtemp()) / "creators"
kuajie.new(folder, template="online-course", weeks=104, scale=0.5, lang="en")

# %% [markdown]
# ## Read 读取
# Every file is checked, and all are taken or none. With files of your own, this is where to start.

# %%
programme = kuajie.read(folder, lang="en")
programme  # noqa: B018 - a notebook shows the value of a cell's last line

# %% [markdown]
# ## Fit 拟合
# What did each lever bring? The last 13 weeks are also hidden and forecast, to see how far to trust the fit.

# %%
fit = programme.fit(draws=300, warm_up=300, holdout_weeks=13)
for lever in fit.answer.levers:
    earned = lever.return_on_spend
    interval = f"90 % between {earned.lower:.2f} and {earned.upper:.2f}"
    print(f"{lever.title:22} {earned.median:5.2f} per yuan, {interval}")

# %%
fit.chart("curves")

# %% [markdown]
# ## Plan 方案
# Spend by lever and week, and prices; the certificate says how much better any plan could be.

# %%
plan = fit.plan(draws=50)
profit, gap = plan.answer.profit, plan.answer.plan.certificate.gap
print(f"joint profit {profit.mean:,.0f}, 90 % between {profit.lower:,.0f} and {profit.upper:,.0f}")
print(f"no plan can be better by more than {gap:.2%}")

# %%
plan.chart("spend")

# %% [markdown]
# ## Split 分配
# Each party's share, beside what it would earn alone, and the payment that turns one into the other.

# %%
split = plan.split(draws=50)
for account in split.answer.accounts:
    alone, transfer = f"alone {account.alone:9,.0f}", f"transfer {account.transfer:+9,.0f}"
    print(f"{account.name:18} fair {account.fair:9,.0f}   {alone}   {transfer}")

# %% [markdown]
# ## What is really true 真相
# Only a simulated folder can say: the profit that the plan truly earns, beside doing nothing.

# %%
truth = plan.truth()
print(f"the plan truly earns {truth.plan.profit:,.0f}, doing nothing {truth.nothing.profit:,.0f}")

# %%
report = split.report(folder / "report.html", lang="en")
print(f"the report is in {report}")
