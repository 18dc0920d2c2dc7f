/* Results in order of relevance. Sphinx's index names the pages that hold the words; their text says
   how often the words stand, and where: a heading counts for more than prose, prose for more than a
   table, a short passage for more than a long one. A run of Chinese counts as a whole. Each result
   leads to the passage that treats of the words, and quotes it. */
Search.ranking = (() => {
  const HEADING = 4, TABLE = 0.4; // what a word there counts for beside one of prose
  const ENOUGH = 1.2, LENGTH = 0.6; // BM25: how soon more of a word adds little; how far length tells
  const SHORT = 0.6; // of the mean size: a passage shorter than that is no better for it
  const WHOLE = 1.5, CALLED = 3; // how much more, if the query stands as it is, or is a heading or a cell
  const LONG = 60; // signs: a heading that is longer is a sentence, and named by its first words
  const ALSO = 3, AROUND = 110;
  const asksAll = Search.query;
  let pages = null, loading = false, asked = "";

  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const run = /[HAN]+/g;

  /* A number as it is printed, its thousands parted or not; no part of another, no place's name. */
  const number = (word) => {
    const parted = escaped(word).replace(/(?<=\d)(?=\d)/g, ",?");
    const before = String.raw`(?<![\p{L}\p{N}.,§]|Fig\. |Figure |Table )`;
    return new RegExp(`${before}${parted}(?!\\p{N}|[.,]\\p{N})`, "gu");
  };

  /* What a query asks for: runs of Chinese as they are, words by their stems, numbers. */
  const wanted = (query) => {
    const stemmer = new Stemmer();
    const runs = (query.match(run) ?? []).map((found) => new RegExp(found, "gu"));
    const others = splitQuery(query.replace(run, " ").toLowerCase())
      .filter((word) => !stopwords.includes(word))
      .map((word) => {
        if (/^\d/.test(word)) return number(word);
        const forms = [...new Set([stemmer.stemWord(word), word])].map(escaped).join("|");
        return new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms})`, "giu");
      });
    return [...runs, ...others];
  };

  const words = (heading) => heading.replace(/^[\d.]+ /, ""); // without its number
  const counted = (text, pattern) => (text.match(pattern) ?? []).length;

  /* Each passage of the pages with how much it has to say of the words, best first. */
  const weighed = (query, listed) => {
    const terms = wanted(query), phrase = query.trim().toLowerCase();
    const every = pages.flatMap(([page, passages]) =>
      passages.map(([id, heading, prose, rest]) => {
        const held = terms.map(
          (term) =>
            (heading.length > LONG ? TABLE : HEADING) * counted(words(heading), term) +
            counted(prose, term) +
            TABLE * counted(rest, term)
        );
        return { page, id, heading, prose, rest, held, size: prose.length + TABLE * rest.length };
      })
    );
    const mean = every.reduce((sum, each) => sum + each.size, 0) / (every.length || 1);
    const rare = terms.map((_, i) => {
      const holding = every.filter((each) => each.held[i]).length;
      return Math.log(1 + (every.length - holding + 0.5) / (holding + 0.5));
    });
    // A cell names its row, unless other rows of the page have the same.
    const cells = ({ prose, rest }) => (prose ? [] : rest.toLowerCase().split(" · "));
    const alike = new Map();
    for (const each of every) {
      for (const cell of cells(each)) {
        if (cell === phrase) alike.set(each.page, (alike.get(each.page) ?? 0) + 1);
      }
    }
    for (const each of every) {
      const long = ENOUGH * (1 - LENGTH + LENGTH * Math.max(each.size / mean, SHORT));
      const sum = each.held.reduce((all, n, i) => all + (rare[i] * n * (ENOUGH + 1)) / (n + long), 0);
      const share = each.held.filter(Boolean).length / (terms.length || 1);
      const text = `${each.heading} ${each.prose}`.toLowerCase();
      const whole = terms.length > 1 && text.includes(phrase) ? WHOLE : 1;
      const own = alike.get(each.page) === 1 && cells(each).includes(phrase);
      const called = own || words(each.heading).toLowerCase() === phrase ? CALLED : 1;
      each.score = sum * share ** 2 * whole * called;
    }
    return every
      .filter((each) => each.score > 0 && listed.has(each.page))
      .sort((one, other) => other.score - one.score);
  };

  const named = ({ heading, rest }) => {
    const name = heading || rest;
    return name.length > LONG ? `${name.slice(0, name.lastIndexOf(" ", LONG))}…` : name;
  };

  const linkTo = (page, id, words) => {
    const link = document.createElement("a");
    link.href = page + DOCUMENTATION_OPTIONS.LINK_SUFFIX + (id ? `#${id}` : "");
    link.textContent = words;
    return link;
  };

  /* The words around the place of a passage where most of what is wanted stands. */
  const quoted = (passage, terms) => {
    const text = terms.some((term) => counted(passage.prose, term)) ? passage.prose : passage.rest;
    const places = terms.flatMap((term) => [...text.matchAll(term)].map((found) => found.index));
    const near = (at) => places.filter((place) => place >= at && place < at + 2 * AROUND).length;
    const at = places.sort((one, other) => near(other) - near(one) || one - other)[0] ?? 0;
    // From a blank on, where the text has one before the place: Chinese may have none.
    const blank = text.indexOf(" ", at - AROUND);
    const start = at <= AROUND ? 0 : blank >= 0 && blank < at ? blank + 1 : at - AROUND;
    const far = Math.max(at, start) + 2 * AROUND;
    const end = far >= text.length ? text.length : Math.max(text.lastIndexOf(" ", far), at + AROUND);
    return `${start ? "…" : ""}${text.slice(start, end).trim()}${end < text.length ? "…" : ""}`;
  };

  /* A text's parts, those in Chinese marked as such. */
  const spoken = (text) =>
    text.split(/([HAN]+)/).filter(Boolean).map((part) => {
      if (!/[HAN]/.test(part)) return part;
      const chinese = document.createElement("span");
      chinese.lang = "zh-Hans";
      chinese.textContent = part;
      return chinese;
    });

  const shown = (title, [best, ...more], terms, highlighted) => {
    const item = document.createElement("li");
    const name = best.id ? `${title} › ${named(best)}` : title;
    item.append(linkTo(best.page, best.id, name));
    const quote = document.createElement("p");
    quote.className = "context";
    quote.append(...spoken(quoted(best, terms)));
    if (SPHINX_HIGHLIGHT_ENABLED)
      highlighted.forEach((term) => _highlightText(quote, term, "highlighted"));
    item.append(quote);
    if (more.length) {
      const also = document.createElement("p");
      also.className = "cb-also";
      also.append("Also: ");
      more.slice(0, ALSO).forEach((each, nth) => {
        also.append(nth ? " · " : "", linkTo(each.page, each.id, named(each)));
      });
      item.append(also);
    }
    Search.output.append(item);
  };

  const answer = (query) => {
    const [asking, terms, without, highlighted, objects] = Search._parseQuery(query);
    const results = Search._performSearch(asking, terms, without, highlighted, objects).reverse();
    const titles = new Map();
    results.forEach(([page, title]) => {
      const plain = new DOMParser().parseFromString(title, "text/html").body.textContent;
      if (!titles.has(page)) titles.set(page, plain.split(" > ")[0]);
    });
    const found = new Map();
    weighed(query, titles).forEach((each) => {
      found.set(each.page, [...(found.get(each.page) ?? []), each]);
    });
    const patterns = wanted(query);
    const marks = [...highlighted, ...(query.match(run) ?? [])];
    for (const [page, passages] of found) shown(titles.get(page), passages, patterns, marks);
    // The index holds the words of figures and code as well: such pages come last.
    for (const [page, title] of titles)
      if (!found.has(page)) {
        const item = document.createElement("li");
        item.append(linkTo(page, "", title));
        Search.output.append(item);
      }
    _finishSearch(titles.size);
  };

  /* As the pages write it: an input method of Chinese types ５０％, many languages 2 796. */
  const plain = (query) =>
    query
      .normalize("NFKC")
      .replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])/g, (number) => number.replaceAll(" ", ""));

  Search.query = (query) => {
    asked = plain(query);
    if (pages) return answer(asked);
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = `${document.documentElement.dataset.content_root}_static/passages.js`;
    script.onerror = () => asksAll(asked);
    document.head.append(script);
  };

  return {
    set: (given) => {
      pages = given;
      answer(asked);
    },
  };
})();
