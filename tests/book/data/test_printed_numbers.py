"""Every number the paper prints, typed here a second time and held against the tables.

Typed from the paper's text, not from the CSV files: two hands rarely make the same slip.
Each case is named by its place in the paper.
"""

from collections.abc import Callable

import pytest

Row = dict[str, str]
Read = Callable[[str], list[Row]]

# place, fact, printed, value: the numbers of the running text
TEXT = [
    ("§2, para 1", "F001", "近200亿元", 20),  # billion yuan
    ("§2, para 1", "F002", "50%以上", 50),
    ("§2, para 1", "F003", "约10亿美元", 1),  # billion US$
    ("§2, para 1", "F004", "50%", 50),
    ("§2, para 1", "F009", "70多家", 70),
    ("§2, para 1", "F010", "61份", 61),
    ("§2.2, para 2", "F075", "35家", 35),
    ("§2.2, para 2", "F076", "5家", 5),
    ("§2.2, para 3", "F079", "约占企业总数的43%", 43),
    ("§2.2, para 3", "F080", "平均就业人数约为120人", 120),
    ("§2.2, para 3", "F081", "平均就业人数约为85人", 85),
    ("§2.2, para 3", "F082", "平均就业人数都在50人左右", 50),
    ("§2.2, para 3", "F083", "30人", 30),
    ("§2.2, para 3", "F084", "20人", 20),
    ("§3.1, para 4", "F147", "10多年", 10),
    ("§3.2, para 1", "F163", "71.67", 71.67),
    ("§3.2, para 1", "F164", "200多家", 200),
    ("§3.2, para 3", "F169", "53.33", 53.33),
    ("§3.2, para 3", "F170", "27.87", 27.87),
    ("§3.2, para 3", "F171", "25.00", 25),
    ("§3.2, para 3", "F172", "37.70", 37.7),
    ("§3.2, para 3", "F179", "1.33", 1.33),
    ("§3.3, para 1", "F187", "占中国同行业产值一半以上", 50),
    ("§3.1, para 3", "F233", "用了7年左右的时间就完成了技术范式的变迁", 7),
    ("Table 4, row 4, column 1", "F133", "5年左右", 5),
    ("Table 4, row 4, column 2", "F134", "7年", 7),
]

# row, label, firms, share, floor and ceiling of the band in million yuan
TABLE_2 = [
    ("Table 2, row 1", "国有企业", 2, "3.28", "", ""),
    ("Table 2, row 2", "外资控股企业", 5, "8.20", "", ""),
    ("Table 2, row 3", "民营控股企业", 54, "88.52", "", ""),
    ("Table 2, row 5", "总计（企业性质）", 61, "100", "", ""),
    ("Table 2, row 1", "1亿元以上", 7, "11.48", "100", ""),
    ("Table 2, row 2", "5000万—1亿元", 7, "11.48", "50", "100"),
    ("Table 2, row 3", "1000万—5000万", 32, "52.46", "10", "50"),
    ("Table 2, row 4", "1000万元以内", 15, "24.58", "0", "10"),
    ("Table 2, row 5", "总计（销售收入）", 61, "100", "", ""),
]

# row, kind of firm, number, mean staff
TABLE_3 = [
    ("Table 3, row 1", "总装企业", 1200, 120),
    ("Table 3, row 2", "配件企业", 698, 85),
    ("Table 3, row 3", "模具制作企业", 140, 20),
    ("Table 3, row 4", "铜棒加工企业", 558, 30),
    ("Table 3, row 5", "包装企业", 140, 50),
    ("Table 3, row 6", "专用机械企业", 60, 50),
]

# row, mode, share
TABLE_5 = [
    ("Table 5, row 1", "与区域内企业在共同开发、交易、融资方面进行洽谈", "18.03"),
    ("Table 5, row 2", "与区域内企业在共同开发、产品与服务交易、融资方面进行合作", "13.33"),
    ("Table 5, row 3", "向大学科研机构进行技术咨询", "13.11"),
    ("Table 5, row 4", "与大学科研机构进行合作研发", "4.92"),
    ("Table 5, row 5", "从大学科研机构接受技术转移", "1.64"),
    ("Table 5, row 6", "从大学科研机构、其他企业引进人才", "21.31"),
]

# phase, years, events in printed order
FIGURE_1 = [
    (
        "初始创业阶段",
        "1981",
        "1988",
        "山东青岛外贸公司引进第一只球阀样品；形成砂型铸造工艺；第一家球阀生产企业",
    ),
    (
        "积累发展阶段",
        "1989",
        "1996",
        "台湾产业转移；红冲锻造工艺；加工配套体系形成；形成铜球阀、闸阀系列产品",
    ),
    (
        "调整提高阶段",
        "1997",
        "2008",
        "国外欧美、中东和非洲市场迅速发展；形成龙头企业；形成专业机械厂商；关键技术装备改造",
    ),
    (
        "创新发展阶段",
        "2009",
        "",
        "国际金融危机冲击；初步形成技术创新服务平台；智能、温控和无铅新产品开发；"
        "专业阀门市场建立；家庭水系统等新产品开发",
    ),
]


@pytest.mark.parametrize(
    ("place", "fact", "printed", "value"), TEXT, ids=[f"{case[0]}: {case[2]}" for case in TEXT]
)
def test_the_text_prints(
    place: str, fact: str, printed: str, value: float, facts: dict[str, Row]
) -> None:
    row = facts[fact]
    assert (row["place"], row["printed"], float(row["value"])) == (place, printed, value)


@pytest.mark.parametrize(
    "case", TABLE_2, ids=[f"{case[0]}: {case[1]} {case[2]} {case[3]}" for case in TABLE_2]
)
def test_table_2_prints(case: tuple[str, str, int, str, str, str], read: Read) -> None:
    place, label, firms, share, floor, ceiling = case
    row = next(row for row in read("sample") if row["label_zh"] == label)
    assert (row["place"], row["firms"], row["percent_printed"]) == (place, str(firms), share)
    assert (row["sales_floor_mcny"], row["sales_ceiling_mcny"]) == (floor, ceiling)
    assert row["is_total"] == str(label.startswith("总计")).lower()


@pytest.mark.parametrize(
    ("place", "label", "firms", "staff"),
    TABLE_3,
    ids=[f"{case[0]}: {case[1]} {case[2]} {case[3]}" for case in TABLE_3],
)
def test_table_3_prints(place: str, label: str, firms: int, staff: int, read: Read) -> None:
    row = next(row for row in read("firm_types") if row["place"] == place)
    assert (row["label_zh"], row["firms"], row["staff_mean"]) == (label, str(firms), str(staff))


@pytest.mark.parametrize(
    ("label", "staff"),
    [
        ("总装企业", "F080"),
        ("配件企业", "F081"),
        ("包装企业", "F082"),
        ("专用机械企业", "F082"),
        ("铜棒加工企业", "F083"),
        ("模具制作企业", "F084"),
    ],
    ids=lambda case: f"§2.2, para 3: {case}",
)
def test_mean_staff_in_the_text_is_that_of_its_fact(
    label: str, staff: str, read: Read, facts: dict[str, Row]
) -> None:
    row = next(row for row in read("firm_types") if row["label_zh"] == label)
    assert row["staff_in_text"] == facts[staff]["value"]


@pytest.mark.parametrize(
    ("place", "label", "share"), TABLE_5, ids=[f"{case[0]}: {case[2]}" for case in TABLE_5]
)
def test_table_5_prints(
    place: str, label: str, share: str, read: Read, facts: dict[str, Row]
) -> None:
    row = next(row for row in read("channels") if row["place"] == place)
    assert row["percent_printed"] == share
    assert facts[row["fact"]]["label_zh"] == label


@pytest.mark.parametrize("case", FIGURE_1, ids=[f"Figure 1: {case[0]}" for case in FIGURE_1])
def test_figure_1_prints(case: tuple[str, str, str, str], read: Read) -> None:
    label, start, end, events = case
    row = next(row for row in read("phases") if row["label_zh"] == label)
    assert (row["from_year"], row["to_year"]) == (start, end)
    mine = [event["label_zh"] for event in read("events") if event["phase"] == row["phase"]]
    assert mine == events.split("；")


@pytest.mark.parametrize(
    ("paradigm", "decade", "years"),
    [
        ("sand_casting", "20世纪80年代", ("1980", "1989")),
        ("hot_forging", "20世纪90年代", ("1990", "1999")),
        ("new_search", "21世纪10年代", ("2010", "")),
    ],
    ids=lambda case: f"Table 4, row 1: {case}",
)
def test_paradigms_take_the_years_of_their_decade(
    paradigm: str, decade: str, years: tuple[str, str], read: Read
) -> None:
    row = next(row for row in read("paradigms") if row["paradigm"] == paradigm)
    assert (row["decade_zh"], (row["from_year"], row["to_year"])) == (decade, years)


def test_no_printed_number_is_left_out(read: Read, facts: dict[str, Row]) -> None:
    """Each fact with a number is typed above, as text or as a cell of Tables 2, 3 or 5."""
    numbers = {f for f, row in facts.items() if row["value"] and row["status"] == "printed"}
    typed = {fact for _, fact, _, _ in TEXT}
    typed |= {f for f in numbers if facts[f]["place"].startswith(("Table 2", "Table 3", "Table 5"))}
    assert numbers == typed
    assert len(read("sample")) == len(TABLE_2)
    assert len(read("firm_types")) == len(TABLE_3)
    assert len(read("channels")) == len(TABLE_5)
    assert sum(len(case[3].split("；")) for case in FIGURE_1) == len(read("events")) == 16
