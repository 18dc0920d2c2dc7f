"""What a host of static pages is given besides the pages: the page for what is not there, maps."""

import xml.etree.ElementTree as ET
from html import escape
from urllib.parse import urlsplit

from monograph.records.facts import Facts
from monograph.words import words_beside

say = words_beside(__file__)

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

# All in one file: at an address that is not there, no relative link leads anywhere.
STYLE = """
:root { color-scheme: light dark; }
body { font: 1.06rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto;
  padding: 0 1.2rem; background: light-dark(#fff, #14181c); color: light-dark(#1d242b, #e8ecef); }
a { color: light-dark(#1c5a86, #7dbbe6); }
input, button { font: inherit; padding: 0.35rem 0.7rem; }
input { min-width: 0; flex: 1; }
form { display: flex; gap: 0.6rem; margin: 1.4rem 0; }
li { margin: 0.3rem 0; }
"""


def not_found(facts: Facts, address: str | None, pages: list[tuple[str, str]]) -> str:
    """Return the page that a host shows for an address that leads nowhere.

    Its links begin at the host's root, so that they hold at any depth; without a public address
    the book is taken to stand there.
    """
    base = escape(urlsplit(address).path if address else "/")
    items = "\n".join(
        f'<li><a href="{base}{escape(name)}.html">{escape(title)}</a></li>' for name, title in pages
    )
    title = escape(facts.title)
    return f"""<!doctype html>
<html lang="{facts.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{say("title", title=title)}</title>
<style>{STYLE}</style>
<main>
<h1>{say("heading")}</h1>
<p>{say("said", title=title)}</p>
<form action="{base}search.html" role="search">
<input name="q" type="search" aria-label="{say("label")}" placeholder="{say("label")}">
<button>{say("button")}</button>
</form>
<ul>
{items}
</ul>
</main>
</html>
"""


def sitemap(address: str, pages: list[str]) -> bytes:
    """Return the map of the book's pages for search engines, as XML."""
    ET.register_namespace("", NAMESPACE)
    urls = ET.Element(f"{{{NAMESPACE}}}urlset")
    for page in pages:
        place = ET.SubElement(ET.SubElement(urls, f"{{{NAMESPACE}}}url"), f"{{{NAMESPACE}}}loc")
        place.text = f"{address}{page}.html"
    ET.indent(urls)
    return ET.tostring(urls, "utf-8", xml_declaration=True) + b"\n"


def robots(address: str | None) -> str:
    """Return what robots are told: all is open, and where the map is.

    They look for this file at the root of a host only.
    """
    found = f"\nSitemap: {address}sitemap.xml\n" if address else ""
    return f"User-agent: *\nAllow: /\n{found}"
