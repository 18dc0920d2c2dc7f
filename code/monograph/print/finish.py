"""What a PDF says about itself, and the same bytes for the same book."""

import io
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from lxml import etree

from monograph.records.address import public_url
from monograph.records.facts import Facts

LICENSE_PAGES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
PRODUCER = "Typst, Sphinx and Jupyter Book"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMAS = "{http://www.aiim.org/pdfa/ns/extension/}schemas"
PRISM = "http://prismstandard.org/namespaces/basic/1.0/"
PRISM_PROPERTIES = {
    "doi": "Digital Object Identifier",
    "versionIdentifier": "Version of the publication",
    "url": "Where the publication is found",
}
"""What the file says in terms that PDF/A does not know, so that it must explain them."""


def finish(source: bytes, target: Path, facts: Facts, when: datetime) -> None:
    """Copy a PDF with metadata for readers' programs and catalogues.

    Parameters
    ----------
    source
        What the typesetter wrote.
    target
        Where the finished file goes.
    facts
        What the book is.
    when
        The moment that the file bears; its bytes depend on nothing else of the day.
    """
    with pikepdf.open(io.BytesIO(source)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as record:
            for key, value in described(facts, when).items():
                record[key] = value
        metadata = pdf.Root.Metadata
        metadata.write(explained(metadata.read_bytes()))
        moment = when.strftime("D:%Y%m%d%H%M%SZ")
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = moment
        pdf.docinfo["/Subject"] = facts.abstract
        pdf.Root.Lang = pikepdf.String(facts.language)
        pdf.save(
            target,
            linearize=True,  # a browser shows the first page before it has the last
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def described(facts: Facts, when: datetime) -> dict[str, str | list[str]]:
    """Return the book in the terms of XMP: what is not known is left out."""
    authors = [author.full for author in facts.authors]
    known: dict[str, str | list[str] | None] = {
        "dc:title": facts.full_title,
        "dc:creator": authors,
        "dc:description": facts.abstract,
        "dc:subject": list(facts.keywords),
        "dc:language": [facts.language],
        "dc:rights": f"© {facts.year} {', '.join(authors)}. {facts.text_license}",
        "dc:identifier": f"https://doi.org/{facts.doi}" if facts.doi else public_url(facts),
        "prism:doi": facts.doi,
        "prism:versionIdentifier": facts.version,
        "prism:url": public_url(facts),
        "xmpRights:WebStatement": LICENSE_PAGES.get(facts.text_license),
        "xmp:CreateDate": when.isoformat(),
        "xmp:ModifyDate": when.isoformat(),
        "pdf:Keywords": ", ".join(facts.keywords),
        "pdf:Producer": PRODUCER,
    }
    return {key: value for key, value in known.items() if value}


def explained(xmp: bytes) -> bytes:
    """Return metadata in which the terms that PDF/A does not know are explained."""
    tree = etree.fromstring(xmp)
    known = tree.find(f".//{SCHEMAS}/{{{RDF}}}Bag")
    if known is None:
        raise ValueError("the metadata explain no schema: they are not of a PDF/A of Typst's")
    properties = "".join(
        f'<rdf:li rdf:parseType="Resource"><p:name>{name}</p:name><p:valueType>Text</p:valueType>'
        f"<p:category>external</p:category><p:description>{escape(words)}</p:description></rdf:li>"
        for name, words in PRISM_PROPERTIES.items()
    )
    known.append(
        etree.fromstring(
            f'<rdf:li xmlns:rdf="{RDF}" xmlns:s="http://www.aiim.org/pdfa/ns/schema#" '
            f'xmlns:p="http://www.aiim.org/pdfa/ns/property#" rdf:parseType="Resource">'
            f"<s:schema>PRISM basic metadata</s:schema><s:namespaceURI>{PRISM}</s:namespaceURI>"
            f"<s:prefix>prism</s:prefix><s:property><rdf:Seq>{properties}</rdf:Seq></s:property>"
            "</rdf:li>"
        )
    )
    return (
        b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        + etree.tostring(tree, encoding="utf-8")
        + b'\n<?xpacket end="w"?>'
    )
