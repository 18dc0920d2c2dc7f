"""Small frames by hand, one set per drawing: what each drawing needs, and a little more."""

import pandas as pd

PARADIGMS = pd.DataFrame(
    {
        "paradigm": ["sand_casting", "hot_forging", "new_search"],
        "short": ["P1", "P2", "P3"],
        "label": ["Sand casting", "Hot forging", "Search for a new paradigm"],
        "from_year": [1980, 1990, 2010],
        "to_year": [1989, 1999, None],
        "opportunity": ["H", "H", "H"],
        "appropriability": ["L", "L", "H"],
        "cumulativeness": ["L", "L", "H"],
    }
)

PHASES = pd.DataFrame(
    {
        "phase": ["startup", "growth", "today"],
        "label": ["Start-up", "Accumulation and growth", "Innovative development"],
        "label_zh": ["初始创业阶段", "积累发展阶段", "创新发展阶段"],
        "from_year": [1981, 1989, 2009],
        "to_year": [1988, 2008, None],
    }
)

HYPOTHESES = pd.DataFrame(
    {
        "hypothesis": ["H1", "H2"],
        "label": ["The paradigm determines the mechanisms", "Change needs active linking"],
        "verdict_printed": ["Said to be confirmed", "Said to be confirmed for firms"],
    }
)

IMPLICATIONS = pd.DataFrame(
    {
        "implication": [f"H{1 + n // 6}.{1 + n % 6}" for n in range(10)],
        "hypothesis": ["H1"] * 6 + ["H2"] * 4,
        "label": [f"Implication number {n} of a length that must wrap" for n in range(10)],
        "test": ["hoop", "smoking_gun", "straw_in_the_wind", "doubly_decisive", "hoop"] * 2,
        "status": ["passes", "strained", "failed", "asserted", "not_observed"] * 2,
    }
)

CLAIMS = pd.DataFrame(
    {
        "cause": ["Makers of machines", "Leaders", "Crisis"] * 2,
        "effect": [f"Brokerage of knowledge between firms, case {n}" for n in range(6)],
        "cause_from": [1997, 1997, 2009] * 2,
        "cause_to": [2008, 2008, None] * 2,
        "effect_from": [1989, 2009, 2009] * 2,
        "effect_to": [1996, None, None] * 2,
        "verdict": ["after", "before", "same phase"] * 2,
    }
)

FIRM_TYPES = pd.DataFrame(
    {
        "firm_type": ["assembly", "parts"],
        "label": ["Assembly firms", "Special-purpose machinery makers"],
        "firms": [1200, 698],
        "staff_mean": [120, 85],
        "jobs": [144000, 59330],
    }
)

SHARES = pd.DataFrame(
    {
        "label": ["Negotiation with local firms", "Consulting universities", "Hiring of talent"],
        "count": [11, 8, 13],
        "base": [61, 61, 61],
        "percent": [18.03, 13.11, 21.31],
        "low": [9.5, 6.1, None],
        "high": [30.0, 24.3, None],
        "partner": ["firm", "university", "mixed"],
    }
)

VALUES = pd.DataFrame(
    {
        "label": ["Sample, from the floors of its bands", "Cluster"],
        "value": [22.46, 7.15],
        "low": [None, 6.6],
        "high": [None, 7.2],
        "voice": ["computed", "assumed"],
        "at_least": [True, False],
    }
)

BANDS = pd.DataFrame(
    {"label": ["Above 100", "Up to 10 million"], "firms": [7, 15], "percent": [11.48, 24.58]}
)

CODES = pd.DataFrame(
    {
        "paradigm": ["sand_casting", "hot_forging", "new_search", "new_search"],
        "dimension": ["opportunity"] * 4,
        "code": ["H", "missing", "H", "M"],
        "preferred": [True, True, True, False],
    }
)

INTERVALS = pd.DataFrame(
    [
        ("hire", "Hiring of talent", 13, 61, 13 / 61, method, low, high)
        for method, low, high in [
            ("clopper_pearson", 0.1186, 0.3368),
            ("wilson", 0.129, 0.3312),
            ("jeffreys", 0.1251, 0.3276),
            ("finite_population", 0.1198, 0.3355),
        ]
    ]
    + [
        (
            "all",
            "Every firm, with a label that is rather long",
            61,
            61,
            1,
            "clopper_pearson",
            0.941,
            1,
        )
    ],
    columns=["item", "label", "count", "base", "share", "method", "low", "high"],
)

WORST = pd.DataFrame(
    {"item": ["hire", "all"], "firms": [79, 79], "low": [0.1646, 0], "high": [0.3924, 1]}
)

DIFFERENCES = pd.DataFrame(
    {
        "label": ["Hiring is left out", "Hiring is left out", "Every hire counts on both sides"],
        "answer": ["no", "yes", "no"],
        "low": [-1, -1, 1],
        "high": [11, 12, 24],
    }
)

TRUTH = pd.DataFrame(
    {
        "case": ["sand_casting", "hot_forging", "new_search"],
        "label": ["Sand casting", "Hot forging", "Search for a new paradigm"],
        "certain": [True, True, False],
        "network": [False, False, True],
        "brokers": [False, True, True],
        "established": [True, True, False],
    }
)

LOOKS = pd.DataFrame(
    {
        "condition": ["certain", "network", "brokers"],
        "label": ["Source of knowledge certain", "Cooperative network", "Machinery makers"],
        "group": [1, 1, 2],
        "inverted": [False, True, False],
        "sign": ["present", "absent", "absent"],
        "look": ["both", "both", "sufficient"],
    }
)

BY_CASES = pd.DataFrame(
    {"cases": [2, 3, 4], "spurious": [0.998, 0.925, 0.699], "apart": [0.0, 0.0, 0.026]}
)

MATRIX = pd.DataFrame(
    {
        "hypothesis": ["H1"] * 4 + ["H2"] * 4,
        "rule": ["paper", "strict", "lenient", "model"] * 2,
        "outcome": [
            *("claimed", "undecided", "supported", "direction"),
            *("claimed", "doubtful", "undecided", "not_following"),
        ],
        "because": [
            *("", "pass_share, failed_hoops, posterior_support", "", ""),
            *("", "failed_hoops, posterior_doubt", "posterior_support", ""),
        ],
    }
)

RULES = pd.DataFrame(
    {
        "rule": ["paper", "strict", "lenient", "model"],
        "label": ["Paper", "Strict", "Lenient", "Model"],
    }
)

OUTCOMES = pd.DataFrame(
    {
        "outcome": ["claimed", "supported", "undecided", "doubtful", "direction", "not_following"],
        "label": [
            *("Claimed by the paper", "Supported", "Undecided", "Doubtful"),
            *("In direction only", "Does not follow"),
        ],
    }
)

SIZES = pd.DataFrame(
    {
        "label": ["One share, five points either way", "Leaders", "Clusters that changed"],
        "unit": ["firms", "firms", "clusters"],
        "groups": [1, 2, 2],
        "each": [1044, 69, 15],
        "needed": [1044, 138, 30],
    }
)

EXPLANATIONS = pd.DataFrame(
    {"explanation": ["hypothesis", "demand"], "label": ["The hypothesis", "Demand pull"]}
)

EVIDENCE = pd.DataFrame(
    [
        ("H1.1", "hypothesis", 0.85, 0.98, None, None),
        ("H1.1", "demand", 0.5, 0.8, None, None),
        ("H1.3", "hypothesis", 0.15, 0.4, 0.7, 0.9),
        ("H1.3", "demand", 0.5, 1, None, None),
    ],
    columns=["implication", "explanation", "low", "high", "charitable_low", "charitable_high"],
)

EVIDENCE_ITEMS = pd.DataFrame(
    {
        "implication": ["H1.1", "H1.3"],
        "label": ["Three sets of mechanisms", "A long item that needs more than one line to say"],
    }
)

EVIDENCE_WEIGHTS = pd.DataFrame(
    [("H1", "H1.1", 1.96, 0.54, 3.38, None, None, None), ("H1", "H1.3", -3.9, -7.1, -0.7, 1, 0, 3)],
    columns=["hypothesis", "implication", "db", "low", "high", "kind_db", "kind_low", "kind_high"],
)

LEFT_OUT = pd.DataFrame(
    [
        ("H1", "sceptical", "H1.1", 0.13, 0.09),
        ("H1", "sceptical", "H1.3", 0.13, 0.28),
        ("H1", "charitable", "H1.1", 0.48, 0.37),
    ],
    columns=["hypothesis", "reading", "implication", "posterior", "without"],
)

POSTERIORS = pd.DataFrame(
    [
        ("H1", "sceptical", "Sceptical, as coded", 0.06, 0.44, 0.001, 0.9),
        ("H1", "charitable", "Charitable", 0.18, 0.79, 0.05, 1),
    ],
    columns=["hypothesis", "reading", "label", "least", "most", "low", "high"],
)

STATES = pd.DataFrame(
    {"hypothesis": "H1", "reading": ["sceptical", "charitable"], "posterior": [0.13, 0.48]}
)

EFFECTS = pd.DataFrame(
    [
        ("New against old mechanisms", 0.073, 0.047, 0.103, 0.001),
        ("A contrast whose name must run over two lines", -0.331, -0.384, -0.274, 0.004),
    ],
    columns=["label", "mean", "low", "high", "placebo_mean"],
)

PATTERNS = pd.DataFrame(
    [
        ("H1", "New ones do better than old ones", 270, 1024, 0.264, 0.238, 0.292, 30, "direction"),
        ("H2", "Active links do better", 1024, 1024, 1.0, 0.996, 1.0, 0, "follows"),
        ("H2", "Conversion matters", 0, 1024, 0.0, 0.0, 0.004, 12, "not_following"),
    ],
    columns=["hypothesis", "label", "holds", "of", "share", "low", "high", "placebo", "standing"],
).assign(placebo_of=1024)

BARTER = pd.DataFrame(
    [(rate, share, 18 + rate * share, 50 + share, 0.4 - share / 10)
     for rate in (0.1, 0.5) for share in (0.0, 0.01, 0.1, 1.0)],
    columns=["learnt", "rewired", "mean", "variance", "variation"],
).assign(mean_error=0.1, variance_error=1.0, variation_error=0.004)  # fmt: skip

OPTIONS = {"study_sizes": {"have": 61}}
"""Drawing -> what it must be told beside its frames."""

CHANNELS = pd.DataFrame(
    {
        "channel": ["practice", "partners", "customers"],
        "label": ["Doing and using", "Partners nearby", "High-end customers"],
        "label_zh": ["干中学、用中学", "本地溢出", "高端客户互动"],
        "rate": [0.004, 0.31, 0.0],
    }
)

TEACHERS = pd.DataFrame(
    {
        "channel": ["partners"] * 3 + ["practice"],
        "state": ["cooperates", "shares", "lacks", "shares"],
    }
)

MAPS = pd.DataFrame(
    {
        "map": ["near", "far"],
        "label": ["Where knowledge came from", "Where products went"],
        "label_zh": ["知识的来源", "产品的去向"],
        "box": ["107;21;127;38", "-20;-36;325;72"],
    }
)

LAND = pd.DataFrame(
    {
        "map": ["near", "near", "far"],
        "outline": [
            "107,38;107,22;118,24;122,31;121,38",
            "120,22;122,25;121,25.5",
            "-9,0;30,60;90,5",
        ],
    }
)

SITES = pd.DataFrame(
    {
        "map": ["near", "near", "near", "far", "far"],
        "name": ["Yuhuan 玉环", "Qingdao 青岛", "Taiwan 台湾", "Yuhuan 玉环", "Europe 欧"],
        "longitude": [121.3, 120.4, 120.9, 121.3, 10],
        "latitude": [28.2, 36.1, 23.8, 28.2, 49],
        "side": ["below_right", "left", "right", "below_right", "above"],
        "dot": [True, True, False, True, False],
    }
)

ROUTES = pd.DataFrame(
    {
        "map": ["near", "near", "far"],
        "source": ["Qingdao", "Taiwan", "Yuhuan"],
        "target": ["Yuhuan", "Yuhuan", "Europe"],
        "from_longitude": [120.4, 120.9, 121.3],
        "from_latitude": [36.1, 23.8, 28.2],
        "to_longitude": [121.3, 121.3, 10],
        "to_latitude": [28.2, 28.2, 49],
        "look": ["sand_casting/text", "hot_forging/ours", "products/text"],
        "words": ["a sample", "industry that relocates", "markets grow fast"],
        "words_zh": ["样品", "产业转移", "市场迅速发展"],
    }
)

SHEETS = pd.DataFrame(
    {
        "sketch": ["valve", "die"],
        "label": ["A ball valve", "A forging die"],
        "label_zh": ["球阀", "锻模"],
        "paradigm": [None, "hot_forging"],
    }
)

PARTS = pd.DataFrame(
    {
        "sketch": ["valve", "valve", "die"],
        "part": ["body", "ball", "upper"],
        "position": [1, 2, 1],
        "label": ["body", "ball", "upper die"],
        "label_zh": ["阀体", "球体", "上模"],
    }
)

PIECES = pd.DataFrame(
    {
        "sketch": ["valve", "valve", "die"],
        "part": ["body", "ball", "upper"],
        "look": ["metal", "void", "tool"],
        "corners": ["0,20;100,20;100,60;0,60", "30,40;50,25;70,40;50,55", "10,5;90,5;50,40"],
        "callout": ["8,30", "50,40", None],
    }
)

DRAWINGS: dict[str, dict[str, pd.DataFrame]] = {
    "bands": {"sample": BANDS},
    "chance_by_cases": {"by_cases": BY_CASES},
    "contrast_effects": {"summary": EFFECTS},
    "difference_bounds": {"bounds": DIFFERENCES},
    "firm_channels": {"channels": CHANNELS, "teachers": TEACHERS},
    "firm_type_bars": {"firm_types": FIRM_TYPES},
    "implication_grid": {"implications": IMPLICATIONS, "hypotheses": HYPOTHESES},
    "item_weights": {
        "weights": EVIDENCE_WEIGHTS,
        "items": EVIDENCE_ITEMS,
        "hypotheses": HYPOTHESES,
    },
    "landing": {
        "hypotheses": HYPOTHESES,
        "implications": IMPLICATIONS,
    },
    "left_out": {"changes": LEFT_OUT, "items": EVIDENCE_ITEMS, "hypotheses": HYPOTHESES},
    "likelihood_intervals": {
        "evidence": EVIDENCE,
        "explanations": EXPLANATIONS,
        "items": EVIDENCE_ITEMS,
    },
    "origins": {"maps": MAPS, "land": LAND, "sites": SITES, "routes": ROUTES},
    "paradigm_matrix": {"codes": CODES, "paradigms": PARADIGMS},
    "pattern_shares": {"patterns": PATTERNS, "hypotheses": HYPOTHESES},
    "posterior_ranges": {"ranges": POSTERIORS, "states": STATES, "hypotheses": HYPOTHESES},
    "precedence": {"claims": CLAIMS},
    "sample_against_population": {"values": VALUES},
    "share_bars": {"shares": SHARES},
    "share_intervals": {"intervals": INTERVALS, "bounds": WORST},
    "sketches": {"sheets": SHEETS, "parts": PARTS, "pieces": PIECES},
    "small_world_barter": {"states": BARTER},
    "study_sizes": {"sizes": SIZES},
    "truth_table": {"table": TRUTH, "conditions": LOOKS},
    "verdict_matrix": {
        "matrix": MATRIX,
        "hypotheses": HYPOTHESES[HYPOTHESES["hypothesis"] != "H3"],
        "rules": RULES,
        "outcomes": OUTCOMES,
    },
}
"""Drawing -> its frames by name."""

NUMBERS = {
    "bands": ["7 firms, 11.48%", "15 firms, 24.58%"],
    "chance_by_cases": ["9 random conditions", "3 cases: 92.5% and 0%"],
    "contrast_effects": ["7.3 (4.7 to 10.3), placebo 0.1", "−33.1 (−38.4"],
    "difference_bounds": ["−1 to 11", "yes: −1 to 12", "1 to 24"],
    "firm_channels": ["rate 0.004 per year", "1 shares on a coop", "no teacher, rate 0 per"],
    "firm_type_bars": ["1,200 firms", "120 staff", "144,000 jobs"],
    "implication_grid": ["10 implications", "2 passes", "1 not observed"],
    "item_weights": ["2 dB (0.5 to 3.4)", "−3.9 dB", "read charitably 1"],
    "landing": ["of 6 implications 2 passes", "the paper says Said"],
    "left_out": ["13% with all items, 9% without it", "28% without", "48% with all"],
    "likelihood_intervals": ["2 items", "0.85 to 0.98", "charitably 0.7 to 0.9", "0.5 to 1"],
    "origins": ["Qingdao → Yuhuan, a sample", "relocates (our inference, dashed)", "Europe"],
    "paradigm_matrix": ["opportunity high (or medium)", "opportunity no code"],
    "pattern_shares": ["270 of 1024 points, 26.4% (23.8", "placebo 12 of 1024, does not follow"],
    "posterior_ranges": ["6% to 44%", "over the intervals 0% to 90%", "18% to 79%"],
    "precedence": ["6 claims", "in 2 the cause comes first", "credited with Brokerage"],
    "sample_against_population": ["at least 22.46", "range 6.6 to 7.2"],
    "share_bars": ["11 of 61, 18.0%", "9.5 to 30.0%", "13 of 61"],
    "share_intervals": ["13 of 61, 21.3%", "interval 11.9 to 33.7%", "worst case 16.5 to 39.2%"],
    "sketches": ["A ball valve: 1 body, 2 ball", "A forging die: 1 upper die"],
    "small_world_barter": ["closes 10% of a gap", "18.5 with 100% rewired"],
    "study_sizes": ["61 observed", "either way: 1,044 firms", "69 + 69", "15 + 15 clusters"],
    "truth_table": ["3 conditions in 3 cases", "(class B)", "absence: sufficient"],
    "verdict_matrix": ["2 hypotheses by 4 rules", "H2", "strict: doubtful (a hoop failed, "],
}
"""Drawing -> what its text alternative must say of these frames."""
