"""The words of Tables 1 and 4, misprints included, typed here a second time from print."""

from collections.abc import Callable

import pytest

Row = dict[str, str]
Read = Callable[[str], list[Row]]

# The columns of Table 4 as printed, row by row; misprints are the paper's. The third row holds
# two of our rows: nature, and transfer (blank in the first column).
TABLE_4 = {
    "sand_casting": [
        "20世纪80年代",
        "青岛外贸公司球阀样品",
        "铸造知识",
        "",
        "时很短（5年左右）",
        "低",
        "高，来源确定",
        "干中学、用中学",
        "球阀",
    ],
    "hot_forging": [
        "20世纪90年代",
        "台湾产业转移",
        "属性：锻造知识、新材料技术，片段型知识特点",
        "转移：依托大规模产业转移进行知识转移",
        "时间较短（7年，整体植入的特点）；集群内形成工序完整的专业分工配套写作体系",
        "低",
        "高，来源确定",
        "干中学、用中学、专业化分工学习；独特的本地化知识“中介者”（专用机械企业）；高端客户互动学习",
        "铜球阀、水嘴、闸阀和水暖器材等",
    ],
    "new_search": [
        "21世纪10年代",
        "集群外部机构",
        "属性：水处理技术、智能技术、温控技术、热能超导技术，综合型知识特点",
        "转移：在合作研发中转移",
        "目前在企业层面形成累积（逐层累积的特点）；在集群内形成累积还需要较长时间",
        "高",
        "较高，来源不确定",
        "合作创新网络、技术守门员型企业",
        "家庭水系统、太阳能卫浴、智能阀门",
    ],
}

TABLE_1 = {
    "技术机会": "机会水平 技术扩散性 技术多样性 机会来源",
    "可收益性": "可收益水平 保护手段",
    "累积性": "技术层面 企业层面 部门层面",
    "知识基础": "知识的内在属性 知识转移的手段",
}


@pytest.mark.parametrize("paradigm", TABLE_4, ids=lambda paradigm: f"Table 4: {paradigm}")
def test_table_4_prints(paradigm: str, read: Read) -> None:
    cells = [row["text_zh"] for row in read("paradigm_cells") if row["paradigm"] == paradigm]
    assert cells == TABLE_4[paradigm]


@pytest.mark.parametrize("dimension", TABLE_1, ids=lambda dimension: f"Table 1: {dimension}")
def test_table_1_prints(dimension: str, read: Read) -> None:
    keys = {row["label_zh"]: row["dimension"] for row in read("regime_dimensions")}
    mine = [r for r in read("regime_subdimensions") if r["dimension"] == keys[dimension]]
    assert [row["label_zh"] for row in mine] == TABLE_1[dimension].split()
    assert [row["place"] for row in mine] == [f"Table 1, row {n + 1}" for n in range(len(mine))]


def test_no_cell_is_left_out(read: Read) -> None:
    assert sum(len(column) for column in TABLE_4.values()) == len(read("paradigm_cells")) == 27
    assert sum(len(cells.split()) for cells in TABLE_1.values()) == 11
    assert len(read("regime_subdimensions")) == 11
