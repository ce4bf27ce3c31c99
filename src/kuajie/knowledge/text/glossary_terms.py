"""Usual terms of courses in Chinese and abbreviations, with their English; read by ``parsed_terms``."""

from __future__ import annotations

from typing import Final

TERMS: Final = """
人工智能=artificial intelligence; 机器学习=machine learning; 深度学习=deep learning
强化学习=reinforcement learning; 监督学习=supervised learning
无监督学习/非监督学习=unsupervised learning; 神经网络=neural network
卷积神经网络=convolutional neural network; 循环神经网络=recurrent neural network
自然语言处理=natural language processing; 计算机视觉=computer vision; 图像处理=image processing
语音识别=speech recognition; 推荐系统=recommender system; 大语言模型/大模型=large language model
生成式=generative; 知识图谱=knowledge graph; 数据科学=data science; 数据分析=data analysis
数据挖掘=data mining; 数据可视化/可视化=data visualization; 数据结构=data structure; 大数据=big data
数据库=database; 数据工程=data engineering; 数据仓库=data warehouse; 数据治理=data governance
算法=algorithm; 计算机科学=computer science; 计算机网络=computer network
计算机组成原理/计算机组成=computer organization; 计算机体系结构=computer architecture
操作系统=operating system; 编译原理=compiler; 软件工程=software engineering; 软件测试=software testing
程序设计/编程/程序开发=programming; 面向对象=object oriented; 函数式=functional
信息安全=information security; 网络安全=cybersecurity; 密码学=cryptography; 区块链=blockchain
云计算=cloud computing; 物联网=internet of things; 分布式系统=distributed system
并行计算=parallel computing; 量子计算=quantum computing; 嵌入式系统/嵌入式=embedded system
机器人学=robotics; 机器人=robot; 自动驾驶=self driving car; 人机交互=human computer interaction
前端开发=front end development; 前端=front end; 后端=back end; 全栈=full stack; 网页设计=web design
网站开发/网页开发=web development; 移动应用=mobile app; 移动开发=mobile development
游戏开发=game development; 游戏设计=game design; 虚拟现实=virtual reality; 增强现实=augmented reality
信息系统=information system; 信息技术=information technology; 信息论=information theory
高等数学=advanced mathematics; 微积分=calculus; 线性代数=linear algebra
概率论与数理统计=probability statistics; 概率论=probability theory; 概率=probability
数理统计=mathematical statistics; 统计学/统计=statistics; 离散数学=discrete mathematics
数学分析=mathematical analysis; 数值分析=numerical analysis; 抽象代数/近世代数=abstract algebra
代数=algebra; 几何=geometry; 微分方程=differential equation; 偏微分方程=partial differential equation
常微分方程=ordinary differential equation; 复变函数=complex analysis; 实变函数=real analysis
泛函分析=functional analysis; 拓扑学/拓扑=topology; 图论=graph theory; 数论=number theory
运筹学=operations research; 最优化/优化=optimization; 博弈论=game theory; 数学建模=mathematical modeling
三角函数=trigonometry; 矩阵=matrix; 极限=limit; 导数=derivative; 积分=integral; 函数=function
向量=vector; 级数=series; 回归分析=regression analysis; 线性回归=linear regression
逻辑回归=logistic regression; 时间序列=time series; 假设检验=hypothesis testing; 贝叶斯=bayesian
因果推断=causal inference; 实验设计=experimental design; 数学=mathematics; 决策树=decision tree
支持向量机=support vector machine; 聚类=clustering; 梯度下降=gradient descent
主成分分析=principal component analysis; 大学物理=university physics; 物理学/物理=physics
量子力学=quantum mechanics; 经典力学=classical mechanics; 理论力学=theoretical mechanics
材料力学=mechanics of materials; 流体力学=fluid mechanics; 热力学=thermodynamics
电磁学=electromagnetism; 光学=optics; 固体物理=solid state physics; 天文学=astronomy; 宇宙学=cosmology
相对论=relativity; 有机化学=organic chemistry; 无机化学=inorganic chemistry
分析化学=analytical chemistry; 物理化学=physical chemistry; 生物化学=biochemistry
化学工程=chemical engineering; 化学=chemistry; 分子生物学=molecular biology; 细胞生物学=cell biology
微生物学=microbiology; 遗传学=genetics; 基因组学=genomics; 生物信息学=bioinformatics
生物学/生物=biology; 进化=evolution; 生态学=ecology; 神经科学=neuroscience; 生理学=physiology
解剖学=anatomy; 病理学=pathology; 药理学=pharmacology; 免疫学=immunology; 流行病学=epidemiology
公共卫生=public health; 临床医学=clinical medicine; 中医=traditional chinese medicine; 医学=medicine
护理学/护理=nursing; 急救=first aid; 营养学=nutrition science; 营养=nutrition; 健康=health
心理健康=mental health; 睡眠=sleep; 环境科学=environmental science; 环境保护=environmental protection
气候变化=climate change; 可持续发展=sustainable development; 可再生能源=renewable energy; 能源=energy
地理信息系统=geographic information system; 地理学/地理=geography; 地质学=geology; 海洋学=oceanography
气象学=meteorology; 材料科学=materials science; 土木工程=civil engineering
机械工程=mechanical engineering; 机械设计=mechanical design; 电气工程=electrical engineering
电子工程=electronic engineering; 电路原理=circuit theory; 电路=circuit; 模拟电子技术=analog electronics
数字电子技术=digital electronics; 数字电路=digital circuit; 信号与系统=signal system
信号处理=signal processing; 数字信号处理=digital signal processing
自动控制原理/自动控制=automatic control; 控制理论=control theory; 通信原理=communication principle
工程制图=engineering drawing; 半导体=semiconductor; 集成电路=integrated circuit; 传感器=sensor
航空航天=aerospace; 经济学原理=principle of economics; 微观经济学=microeconomics
宏观经济学=macroeconomics; 计量经济学=econometrics; 行为经济学=behavioral economics
国际经济学=international economics; 国际贸易=international trade; 经济学=economics; 金融学/金融=finance
公司金融/公司理财=corporate finance; 金融市场=financial market; 投资学/投资=investment
投资银行=investment banking; 金融科技=fintech; 财务会计=financial accounting
管理会计=managerial accounting; 会计学/会计=accounting; 审计=auditing; 税法=tax law; 税务=tax
财务管理=financial management; 财务分析=financial analysis; 财务建模=financial modeling
风险管理=risk management; 保险=insurance; 股票=stock; 期权=option; 外汇=forex; 交易=trading
个人理财=personal finance; 货币银行学=money banking; 银行=banking; 市场营销=marketing
数字营销=digital marketing; 营销=marketing; 社交媒体=social media
搜索引擎优化=search engine optimization; 广告=advertising; 品牌管理=brand management; 品牌=brand
电子商务/电商=e commerce; 消费者行为=consumer behavior; 销售=sales; 公共关系=public relations
管理学原理=principle of management; 管理学=management; 项目管理=project management
人力资源管理=human resource management; 人力资源=human resources; 供应链管理=supply chain management
供应链=supply chain; 物流=logistics; 运营管理=operations management; 战略管理=strategic management
企业战略=business strategy; 商业模式=business model; 商业分析=business analytics; 商业计划=business plan
组织行为学=organizational behavior; 领导力=leadership; 创业=entrepreneurship; 创新=innovation
产品管理=product management; 产品经理=product manager; 质量管理=quality management
变革管理=change management; 谈判=negotiation; 团队=team; 敏捷=agile; 决策=decision making
批判性思维=critical thinking; 问题解决=problem solving; 时间管理=time management; 沟通=communication
演讲=public speaking; 商务英语=business english; 商务=business; 商业=business; 管理=management
企业=enterprise; 学术英语=academic english; 学术写作=academic writing; 英语口语=spoken english
英语写作=english writing; 英语语法=english grammar; 英语=english; 汉语=chinese; 中文=chinese
日语=japanese; 法语=french; 德语=german; 西班牙语=spanish; 韩语=korean; 俄语=russian; 意大利语=italian
语言学=linguistics; 翻译=translation; 语法=grammar; 词汇=vocabulary; 写作=writing; 阅读=reading
听力=listening; 口语=speaking; 文学=literature; 诗歌=poetry; 小说=novel; 古典=classical; 哲学=philosophy
伦理学=ethics; 伦理=ethics; 逻辑学=logic; 逻辑=logic; 美学=aesthetics; 历史=history
世界史=world history; 中国近现代史=modern chinese history; 考古学=archaeology; 人类学=anthropology
社会学=sociology; 社会工作=social work; 政治学=political science; 国际关系=international relations
公共政策=public policy; 公共管理=public administration; 法学/法律=law; 宪法=constitutional law
民法=civil law; 刑法=criminal law; 国际法=international law; 知识产权=intellectual property
合同法=contract law; 人权=human rights; 心理学=psychology; 社会心理学=social psychology
发展心理学=developmental psychology; 认知科学=cognitive science; 教育心理学=educational psychology
积极心理学=positive psychology; 教育学=pedagogy; 教育=education; 教学设计=instructional design
教学=teaching; 课程设计=curriculum design; 学前教育=early childhood education
特殊教育=special education; 艺术史=art history; 艺术=art; 音乐理论/乐理=music theory; 音乐=music
钢琴=piano; 吉他=guitar; 绘画=painting; 素描=drawing; 摄影=photography; 电影=film; 动画=animation
平面设计=graphic design; 交互设计=interaction design; 用户体验=user experience; 用户界面=user interface
室内设计=interior design; 建筑学=architecture; 建筑=architecture; 城市规划=urban planning
设计思维=design thinking; 设计=design; 新闻学=journalism; 传播学=communication studies
视频剪辑=video editing; 烹饪=cooking; 瑜伽=yoga; 体育=sports; 健身=fitness; 旅游=tourism
酒店管理=hotel management; 概论/导论/引论/入门/初步=introduction; 基础=fundamentals; 原理=principle
高级=advanced; 进阶=advanced; 中级=intermediate; 初级=beginner; 零基础=beginner; 实战=practice
实践=practice; 应用=application; 技术=technology; 方法=method; 理论=theory; 系统=system; 模型=model
分析=analysis; 工程=engineering; 科学=science; 研究=research; 实验=laboratory; 案例=case; 工具=tool
项目=project; 课程=course; 专项课程=specialization; 训练营=bootcamp; 速成=crash course
大师课=masterclass; 认证=certification; 考试=exam; 培训=training; 开发=development; 网络=network
安全=security; 中国=china; 世界=world; 现代=modern; 社会=society; 文化=culture; 环境=environment
清华大学=tsinghua university; 北京大学=peking university; 复旦大学=fudan university
上海交通大学=shanghai jiao tong university; 浙江大学=zhejiang university; 南京大学=nanjing university
中国人民大学=renmin university of china; 武汉大学=wuhan university; 中山大学=sun yat sen university
北京师范大学=beijing normal university; 哈尔滨工业大学=harbin institute of technology
西安交通大学=xian jiaotong university; 同济大学=tongji university
北京理工大学=beijing institute of technology
电子科技大学=university of electronic science technology china
华中科技大学=huazhong university science technology; 斯坦福大学/斯坦福=stanford university
哈佛大学/哈佛=harvard university; 麻省理工学院/麻省理工=massachusetts institute of technology
耶鲁大学/耶鲁=yale university; 普林斯顿大学=princeton university; 牛津大学=university of oxford
剑桥大学=university of cambridge; 大学=university; 学院=college; 师范=normal; 理工=technology
ai=artificial intelligence; ml=machine learning; nlp=natural language processing; dl=deep learning
rl=reinforcement learning; cv=computer vision; iot=internet of things; oop=object oriented programming
ui=user interface; ux=user experience; hr=human resources; hrm=human resource management
seo=search engine optimization; crm=customer relationship management; erp=enterprise resource planning
gis=geographic information system; ar=augmented reality; vr=virtual reality
llm/llms=large language model; pca=principal component analysis; svm=support vector machine
cnn=convolutional neural network; rnn=recurrent neural network; ode=ordinary differential equation
pde=partial differential equation; os=operating system; db=database; js=javascript; ts=typescript
dsp=digital signal processing; dsa=data structure algorithm; pm=project management; intro=introduction
maths/math=mathematics; stats=statistics; econ=economics; bio=biology; comms=communication
mit=massachusetts institute of technology; golang=go; reactjs=react; nodejs=node; vuejs=vue
ecommerce=e commerce; fundamental/foundation/foundations/basics/essentials/essential=fundamentals
modelling=modeling; visualisation=visualization; optimisation=optimization
organisational=organizational; behaviour=behavior; programme=program; beginners=beginner
basic=fundamentals; advance=advanced; univ=university; inst=institute; dept=department
"""
