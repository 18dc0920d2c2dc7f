"""The columns of words that no chapter shows and of codes that move nothing, with reasons."""

CHINESE = "the Chinese beside an English name: kept for who reads the table, and for a translation"
PLACE = "where it stands in the paper: looked up in the table, which each figure offers to download"
NOTE = "why a row is coded so: read in the table"
AGAIN = "repeats the row's fact, which is shown; `test_tables_agree` holds the two together"
LIMIT = "how far a control may go, beyond what stands there: a value outside it is refused"
STORED = "what the stored runs were made with: another, and `test_stored` refuses them"
OUTLINE = "what the workshop cut the outlines by, which are drawn as they are kept"
ELSEWHERE = "the number of the entry in a gazetteer, for who looks it up"
BASIS = "the words of the paper, or the reason, behind a coded row: read in the table"
MEANING = "what a key means, for who codes by it: read in the table"
SORTED = "what a row belongs to, for who sorts or filters the table"
WORK = "the work that a term comes from, for who looks it up"
INK = "how a mark is drawn, or on which side its name stands: it moves ink, which no run here draws"
COMPARED = "what a check should find: `test_consistency` compares it with what it finds"
CONSTANT = "an outcome that every case has: the chapter says why it teaches nothing"
COUNTED = "in what a threshold is counted: read in the table"

IDLE: dict[str, set[str]] = {
    CHINESE: {
        "actor_items.label_zh",
        "assumptions.label_zh",
        "boolean_cases.label_zh",
        "boolean_conditions.label_zh",
        "claims.label_zh",
        "codings.label_zh",
        "discounts.label_zh",
        "explanations.label_zh",
        "hypotheses.label_zh",
        "hypotheses.verdict_printed_zh",
        "joint_measures.label_zh",
        "links.relation_zh",
        "maps.label_zh",
        "map_sites.label_zh",
        "mean_readings.label_zh",
        "mechanisms.label_zh",
        "missing.label_zh",
        "model_claims.label_zh",
        "model_contrasts.label_zh",
        "model_history.label_zh",
        "model_outcomes.label_zh",
        "model_parameters.label_zh",
        "model_patterns.label_zh",
        "model_rule.label_zh",
        "model_scenarios.label_zh",
        "model_structures.label_zh",
        "overlap_priors.label_zh",
        "paradigms.decade_zh",
        "precedence.effect_label_zh",
        "priors.label_zh",
        "readings.label_zh",
        "scopes.label_zh",
        "sketches.label_zh",
        "tensions.label_zh",
        "totals.label_zh",
        "verdict_rules.label_zh",
        "verdict_thresholds.label_zh",
    },
    PLACE: {
        "map_routes.place",
        "actor_items.place",
        "actors.place",
        "boolean_codes.place",
        "concept_links.place",
        "events.place",
        "firm_types.place",
        "links.place",
        "mechanisms.place",
        "model_history.place",
        "paradigm_aspects.place",
        "paradigm_cells.place",
        "paradigm_mechanisms.place",
        "paradigms.place",
        "phases.place",
        "regime_dimensions.place",
        "regime_subdimensions.place",
        "survey_items.place",
        "totals.place",
        "verdict_cells.place",
    },
    NOTE: {
        "map_routes.note",
        "map_sites.note",
        "boolean_cases.note",
        "boolean_codes.note",
        "boolean_conditions.note",
        "codings.note",
        "concept_links.note",
        "discounts.note",
        "evidence_second.note",
        "explanations.note",
        "facts.note",
        "findings.note",
        "findings_second.note",
        "implication_scopes.note",
        "joint_measures.note",
        "links.note",
        "mean_readings.note",
        "model_outcomes.note",
        "model_patterns.note",
        "overlap_priors.note",
        "precedence.note",
        "priors.note",
        "readings.note",
        "regime_coverage.note",
        "scopes.note",
        "study_implications.note",
        "verdict_cells.note",
        "verdict_outcomes.note",
        "verdict_rules.note",
        "verdict_thresholds.note",
    },
    LIMIT: {
        "model_rule.maximum",
        "model_rule.minimum",
        "verdict_thresholds.maximum",
    },
    STORED: {
        "model_structures.capacity",
        "model_structures.divisor",
        "model_structures.entrants",
        "model_structures.gatekeepers",
        "model_structures.network",
        "model_structures.starts",
    },
    OUTLINE: {
        "maps.grain",
    },
    ELSEWHERE: {
        "map_sites.geonames",
    },
    AGAIN: {
        "claims.book_strength",
        "survey_items.value",
        "totals.printed",
        "totals.unit",
    },
    BASIS: {
        "claims.abstract",
        "claims.scope",
        "model_history.reason",
        "model_history.words",
        "policy_points.claim",
    },
    MEANING: {
        "boolean_conditions.means",
        "claims.label",
        "explanations.expects",
        "model_history.label",
        "totals.label",
    },
    SORTED: {
        "claims.hypothesis",
        "facts.category",
    },
    WORK: {
        "glossary.source",
    },
    INK: {
        "map_sites.kind",
        "map_sites.side",
        "sketch_outlines.look",
    },
    COMPARED: {
        "tensions.expected",
    },
    CONSTANT: {
        "boolean_cases.opened",
    },
    COUNTED: {
        "verdict_thresholds.unit",
    },
}
"""Reason -> the columns, as table.column."""
