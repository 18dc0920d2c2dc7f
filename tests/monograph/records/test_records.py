"""CITATION.cff, JSON-LD and Zenodo's record: valid where a schema is at hand, and equal."""

import json
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import SDO

from monograph.records.citing import Work
from monograph.records.facts import CitationError, Facts, read_facts
from monograph.records.records import linked_data, scholar_tags
from monograph.records.zenodo import dumps

from .works import FACTS, REAL, SIGNED, WORKS

# rdflib's own reader of JSON-LD still uses a class that rdflib wants replaced.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
EVERY_WORK = pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)


def schema_says(path: Path) -> subprocess.CompletedProcess[str]:
    """Hold a file against the schema of the Citation File Format, which the tool brings along."""
    command = [sys.executable, "-m", "check_jsonschema"]
    command += ["--builtin-schema", "vendor.citation-file-format", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_citation_cff_keeps_to_its_schema() -> None:
    said = schema_says(REAL / "CITATION.cff")
    assert said.returncode == 0, said.stdout


def test_a_field_that_the_schema_has_not_is_found(tmp_path: Path) -> None:
    broken = tmp_path / "CITATION.cff"
    text = (REAL / "CITATION.cff").read_text("utf-8")
    broken.write_text(text.replace("  medium:", "  nonsense:"), "utf-8")
    said = schema_says(broken)
    assert said.returncode == 1
    assert "nonsense" in said.stdout


def test_a_signed_edition_keeps_to_the_schema_and_is_read(tmp_path: Path) -> None:
    """What the maintainers may fill in one day: people, a DOI, an address, a repository."""
    text = (REAL / "CITATION.cff").read_text("utf-8")
    body = "- name: The maintainers of this monograph"
    people = (
        "- {given-names: Ada, family-names: Berg, orcid: 'https://orcid.org/0000-0001-2345-6789'}"
    )
    text = text.replace(body, people)
    more = 'doi: 10.1234/book.5\nurl: "https://example.org/book"\n'
    text = text.replace("preferred-citation:\n", f"{more}preferred-citation:\n")
    text += "".join(f"  {line}\n" for line in more.splitlines())
    (tmp_path / "CITATION.cff").write_text(text, "utf-8")
    assert schema_says(tmp_path / "CITATION.cff").returncode == 0
    facts = read_facts(tmp_path)
    assert (facts.doi, facts.url) == ("10.1234/book.5", "https://example.org/book/")
    assert facts.authors[0].inverted == "Berg, Ada"


def graph(record: dict[str, object]) -> Graph:
    """Read JSON-LD, with schema.org's vocabulary in place of the context that is on line."""
    assert record["@context"] == "https://schema.org"
    known = {"@vocab": str(SDO), **{n: {"@type": "@id"} for n in ("license", "url", "identifier")}}
    return Graph().parse(data=json.dumps({**record, "@context": known}), format="json-ld")


@EVERY_WORK
def test_json_ld_uses_only_terms_of_schema_org(work: Work) -> None:
    """Every type and property; not whether a property fits its type, of which no list is here."""
    record = linked_data(work)
    read = graph(record)
    named = {str(p) for p in read.predicates() if p != RDF.type}
    named |= {str(kind) for kind in read.objects(None, RDF.type)}
    assert [term for term in sorted(named) if term not in SDO] == []
    names = {str(name) for name in read.objects(None, SDO.name)}
    assert work.title in names
    assert work.facts.full_title in names
    dates = {str(date) for date in read.objects(None, SDO.datePublished)}
    assert dates == {work.facts.date.isoformat()}


def test_a_term_that_schema_org_has_not_is_found() -> None:
    assert SDO.Chapter in SDO
    assert f"{SDO}Chaptre" not in SDO


@EVERY_WORK
def test_scholar_tags_say_what_the_facts_say(work: Work) -> None:
    tags = scholar_tags(work)
    single = dict(tags)
    assert [c for n, c in tags if n == "citation_author"] == [
        author.told for author in work.facts.authors
    ]
    assert single["citation_title"] == work.title
    assert single["citation_publication_date"] == work.facts.date.strftime("%Y/%m/%d")
    assert ("citation_inbook_title" in single) == bool(work.chapter)
    assert single.get("citation_public_url", "") == (work.address or "")


def test_zenodo_is_told_what_the_facts_say() -> None:
    kept = (REAL / ".zenodo.json").read_text("utf-8")
    assert kept == dumps(FACTS), "run `make metadata`"
    record = json.loads(kept)
    assert record["title"] == FACTS.full_title
    assert record["creators"] == [{"name": author.inverted} for author in FACTS.authors]


def test_the_configuration_has_the_facts_of_the_book() -> None:
    import yaml

    config = yaml.safe_load((REAL / "_config.yml").read_text("utf-8"))
    assert config["title"] == FACTS.title
    assert config["author"] == ", ".join(author.full for author in FACTS.authors)
    assert config["copyright"] == str(FACTS.year)


def test_nothing_is_invented_where_nothing_is_known() -> None:
    """Without DOI and address, no record holds one."""
    bare = WORKS["the book as it is"]
    assert (FACTS.doi, FACTS.url, FACTS.repository) == (None, None, None)
    said = json.dumps([linked_data(bare), scholar_tags(bare), json.loads(dumps(FACTS))])
    assert "doi" not in said.replace("citation_doi", "doi")
    assert "example.org" not in said
    assert {f.name for f in fields(Facts)} >= {"doi", "url", "repository"}
    assert "10.1234/book.5" in json.dumps(linked_data(Work(SIGNED)))


def test_a_licence_or_language_that_is_not_known_is_named() -> None:
    with pytest.raises(CitationError, match=r"CITATION\.cff: 'X-1' is none of CC-BY-4\.0, MIT"):
        linked_data(Work(replace(FACTS, text_license="X-1")))
    with pytest.raises(CitationError, match=r"CITATION\.cff: 'xx' is none of en, zh"):
        dumps(replace(FACTS, language="xx"))
