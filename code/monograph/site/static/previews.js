// Previews: what a number, a term, a citation or a reference leads to, shown beside it.
// The words are the page's own: the answer of a number at the foot of the page, or the words that
// the page carries of the places it links to. Nothing is fetched. Hover, focus and tap open a
// preview; Escape, a click elsewhere or leaving both closes it (WCAG 1.4.13). Words that a reader
// marks offer their citation in the same way.
(() => {
  "use strict";

  const SAYS = {
    about: "About {what}",
    answers: "all answers",
    cite: "Copy citation: ",
    copied: "Copied as {style}.",
    go: "Go there",
    marked: "Cite the marked words",
  };
  // A page in another language carries these in its own; what it links to speaks English.
  const own = document.getElementById("mg-says");
  if (own) Object.assign(SAYS, JSON.parse(own.textContent));
  const OPEN_AFTER = 180; // ms of hovering
  const CLOSE_AFTER = 260; // ms to cross the gap between link and preview
  const OFFER_AFTER = 350; // ms after words were last marked
  const FEWEST = 3; // words that are marked to be cited
  const MOST = 120;
  const ENDS = 5; // words at each end by which a longer passage is found
  const article = document.querySelector(".bd-article");
  const carried = document.getElementById("mg-previews");
  if (!article) return;
  const words = carried ? JSON.parse(carried.textContent) : {};

  let anchor = null; // the link whose preview is open, or the words that were marked
  let panel = null;
  let timer = 0;
  let dismissed = null; // the link that gets the focus back from a preview that was closed

  // What can open a preview, from a node inside it: a number with an answer, or a known link.
  function opener(node) {
    if (!(node instanceof Element) || (panel && panel.contains(node))) return null;
    const number = node.closest("[data-n]");
    if (number && article.contains(number)) {
      return number.matches("a") ? number : number.querySelector("a") || number;
    }
    const link = node.closest("a.reference.internal, a.headerlink");
    if (!link || !article.contains(link) || link.closest(".cb-answers")) return null;
    return words[link.getAttribute("href")] || subject(link) ? link : null;
  }

  // Whether a link leads to what is read there, a chapter or a section: one tap opens it.
  function isRead(link) {
    return !link.closest("[data-n]") && Boolean((words[link.getAttribute("href")] || [])[2]);
  }

  // What a reader may cite from here, with its address on the page: the sentence that a mark
  // stands in, a number, the figure or table that a permanent link stands in.
  function subject(link) {
    const number = link.closest("[data-n]");
    const sentence = link.closest(".cb-held");
    if (number) return { id: number.dataset.n, words: sentence ? whole(sentence) : around(number) };
    if (sentence && link.querySelector(".cb-firm")) return { id: sentence.id, words: whole(sentence) };
    const shown = link.matches(".headerlink") && link.closest("figcaption, caption");
    const id = shown && shown.closest("figure, table").id;
    return id ? { id, words: said(shown) } : null;
  }

  // The words that a reader has marked: whole ones, enough to be found again, of the text alone.
  function marked() {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    const part = /[\p{Script=Latin}\p{N}]/u;
    const { startContainer: first, endContainer: last } = range;
    const inText = [first, last].every((node) => {
      const holder = node instanceof Element ? node : node.parentElement;
      return article.contains(holder) && !holder.closest("pre, svg, details, .cb-played, .cb-preview, .headerlink");
    });
    if (!inText) return null;
    if (first instanceof Text && part.test(first.data[range.startOffset] || "")) {
      while (range.startOffset && part.test(first.data[range.startOffset - 1])) range.setStart(first, range.startOffset - 1);
    }
    if (last instanceof Text && range.endOffset && part.test(last.data[range.endOffset - 1])) {
      while (part.test(last.data[range.endOffset] || "")) range.setEnd(last, range.endOffset + 1);
    }
    const words = said(range.cloneContents());
    const signs = words.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) || [];
    return signs.length >= FEWEST && signs.length <= MOST ? { range, words } : null;
  }

  // Marked words are found in their section by a browser that knows text fragments; another one
  // opens the section.
  function fragment({ range, words }) {
    const { startContainer: first } = range;
    const section = (first instanceof Element ? first : first.parentElement).closest("section[id]");
    const encoded = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
    const parts = words.split(" ");
    const text = parts.length > 2 * ENDS ? [parts.slice(0, ENDS), parts.slice(-ENDS)] : [parts];
    return `${section ? section.id : ""}:~:text=${text.map((each) => encoded(each.join(" "))).join(",")}`;
  }

  // The words of an element as they stand, without marks and links of the page's own.
  function said(element) {
    const copy = document.createElement("div");
    copy.append(element.cloneNode(true));
    copy.querySelectorAll(".cb-firm, .headerlink, .cb-preview, .cb-used").forEach((each) => each.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  const BLOCK = ":is(p,li,dd,td,figcaption,caption)";

  // A held sentence may be the end of one: then what it ends is quoted too.
  function whole(sentence) {
    const words = said(sentence);
    const block = sentence.closest(BLOCK);
    return block && /^\p{Ll}/u.test(words) ? said(block) : words;
  }

  // The sentence that a number stands in; its block's words where the browser tells no sentences.
  function around(number) {
    const block = number.closest(BLOCK) || number;
    const words = said(block);
    if (!Intl.Segmenter) return words;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEndBefore(number);
    const holder = document.createElement("span");
    holder.append(before.cloneContents());
    const at = said(holder).length;
    const sentences = new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" });
    return sentences.segment(words).containing(Math.min(at + 1, words.length - 1)).segment.trim();
  }

  // How the page is cited in each style: at its foot, or, on a page without, carried along.
  function styles() {
    const listed = document.getElementById("mg-cite");
    if (listed) return Object.entries(JSON.parse(listed.textContent));
    const names = [...document.querySelectorAll("details.cb-cite .cb-cite-style")];
    return names.map((name) => [name.textContent, name.nextElementSibling.querySelector("pre").textContent]);
  }

  // The address of a place: the book's where it has one, with the state of a figure that moves.
  function addressOf(id) {
    const canonical = document.querySelector('link[rel="canonical"]');
    const here = window.location.href.split("#")[0];
    const page = canonical ? canonical.href : here.startsWith("http") ? here : here.split("/").slice(-2).join("/");
    const state = window.location.hash.slice(1).split("!").find((part) => part.startsWith(`${id}?`));
    return { page, whole: `${page}#${state || id}` };
  }

  // A citation of the page becomes one of words on it: quoted, and led to their place.
  function citation(text, { id, words }) {
    const { page, whole } = addressOf(id);
    let record = text.trimEnd();
    if (record.endsWith("ER  -")) {
      const lines = record.split("\n").slice(0, -1).filter((line) => !line.startsWith("UR  - "));
      return [...lines, `N1  - “${words}”`, `UR  - ${whole}`, "ER  - "].join("\n");
    }
    if (record.startsWith("@")) {
      const lines = record.split("\n").slice(0, -1).filter((line) => !/^ *url +=/.test(line));
      return [`“${words}”`, ...lines, `  url       = {${whole}},`, "}"].join("\n");
    }
    if (/\[M(\/OL)?\]/.test(record) && whole.startsWith("http")) {
      // GB/T 7714 wants the kind of a work on line, and the day on which it was read.
      const day = new Date().toISOString().slice(0, 10);
      record = record.replace("[M]", "[M/OL]").replace(/ (\d{4})\./, ` $1[${day}].`);
    }
    const led = page && record.includes(page) ? record.replace(page, whole) : `${record} ${whole}`;
    return `“${words}” ${led}`;
  }

  function citing(about) {
    const offered = about ? styles() : [];
    if (!offered.length) return null;
    const line = paragraph("cb-cite-this", SAYS.cite);
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    for (const [name, text] of offered) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", async () => {
        const whole = citation(text, about);
        try {
          await navigator.clipboard.writeText(whole);
          told.textContent = SAYS.copied.replace("{style}", name);
        } catch {
          told.textContent = whole; // where the browser gives no clipboard, to be marked by hand
        }
        place();
      });
      line.append(button, " ");
    }
    line.append(told);
    return line;
  }

  function answerOf(link) {
    const number = link.closest("[data-n]");
    return number ? document.getElementById(number.dataset.n) : null;
  }

  function paragraph(name, text) {
    const line = document.createElement("p");
    line.className = name;
    // Words with Chinese in them come divided: every second part is Chinese.
    [text].flat().forEach((part, nth) => {
      const run = nth % 2 ? document.createElement("span") : document.createTextNode(part);
      if (nth % 2) {
        run.lang = "zh-Hans";
        run.textContent = part;
      }
      line.append(run);
    });
    return line;
  }

  function content(link) {
    const answer = answerOf(link);
    const box = document.createElement("div");
    if (answer) {
      for (const child of answer.childNodes) box.append(child.cloneNode(true));
      box.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
      // The way back leads from the list at the foot; here the reader has not left.
      const back = box.querySelector(`.cb-ways a[href^="#at-"]`);
      if (back) {
        const whole = document.createElement("a");
        whole.href = `#${answer.id}`;
        whole.textContent = SAYS.answers;
        back.replaceWith(whole);
      }
    } else {
      const [head, text] = words[link.getAttribute("href")] || [];
      if (head) box.append(paragraph("cb-preview-head", head));
      if (text) box.append(paragraph("cb-preview-text", text));
      if (own) for (const line of box.children) line.lang = "en";
      if (!head) {
        box.append(paragraph("cb-preview-head", link.title));
        const about = subject(link);
        if (about) box.append(paragraph("cb-preview-text", `“${about.words}”`));
      }
      else if (touched || link.querySelector(".cb-firm")) box.append(onward(link));
    }
    const line = citing(subject(link));
    if (line) box.append(line);
    return box;
  }

  // A finger has used its tap on the preview: what it leads to is one more, on a link that says so.
  function onward(link) {
    const line = document.createElement("p");
    const there = document.createElement("a");
    there.href = link.getAttribute("href");
    there.textContent = SAYS.go;
    there.className = "cb-onward";
    line.append(there);
    return line;
  }

  function place() {
    const lines = anchor.getClientRects(); // of marked words the last, lest they be covered
    const at = lines[anchor instanceof Range ? lines.length - 1 : 0] || anchor.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const width = Math.min(416, room - 24);
    panel.style.width = `${width}px`;
    const left = Math.max(12, Math.min(at.left, room - width - 12));
    const below = at.bottom + 8 + panel.offsetHeight < window.innerHeight || at.top < panel.offsetHeight;
    const top = below ? at.bottom + 6 : at.top - panel.offsetHeight - 6;
    // From the window to whatever box the panel is placed in: a table's frame, a figure.
    const frame = panel.offsetParent || document.documentElement;
    const origin = frame.getBoundingClientRect();
    panel.style.left = `${left - origin.left + frame.scrollLeft}px`;
    panel.style.top = `${top - origin.top + frame.scrollTop}px`;
  }

  function show(at, label, inside) {
    close();
    anchor = at;
    panel = document.createElement("div");
    panel.className = "cb-preview";
    panel.id = "cb-preview";
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", label);
    panel.append(inside);
  }

  // Marked words: the offer stands behind their paragraph, where the next Tab finds it.
  function offer() {
    const found = marked();
    if (panel && panel.contains(document.activeElement)) return;
    if (!found || !styles().length) {
      if (anchor instanceof Range) close();
      return;
    }
    show(found.range, SAYS.marked, citing({ id: fragment(found), words: found.words }));
    const { endContainer: last } = found.range;
    const holder = last instanceof Element ? last : last.parentElement;
    const block = holder.closest("p");
    if (block) block.after(panel);
    else (holder.closest("li, td, th, dd, dt, figcaption, caption, section") || article).append(panel);
    place();
  }

  function open(link) {
    window.clearTimeout(timer);
    if (anchor === link) return;
    const mark = link.matches(".headerlink") || link.querySelector(".cb-firm");
    const label = mark ? link.title : SAYS.about.replace("{what}", () => link.textContent.trim());
    show(link, label, content(link));
    // Right after the number or link: the next Tab goes into the preview.
    const number = link.closest("[data-n]");
    (number || link).after(panel);
    link.setAttribute("aria-describedby", "cb-preview");
    if (number && number.title) {
      number.dataset.title = number.title; // the browser's own tooltip would cover the preview
      number.removeAttribute("title");
    }
    place();
  }

  function close() {
    window.clearTimeout(timer);
    if (!anchor) return;
    if (anchor instanceof Element) {
      const number = anchor.closest("[data-n]");
      if (number && number.dataset.title) number.title = number.dataset.title;
      anchor.removeAttribute("aria-describedby");
    }
    panel.remove();
    anchor = panel = null;
  }

  const stays = () => anchor instanceof Range && Boolean(marked());

  function soon(action, wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(action, wait);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = opener(event.target);
    if (link) soon(() => open(link), OPEN_AFTER);
    else if (panel && panel.contains(event.target)) window.clearTimeout(timer);
    else if (anchor && !stays() && !panel.contains(document.activeElement) && document.activeElement !== anchor) {
      soon(close, CLOSE_AFTER);
    } else if (!anchor) window.clearTimeout(timer);
  });

  document.addEventListener("focusin", (event) => {
    if (panel && panel.contains(event.target)) return;
    const link = opener(event.target);
    if (link && link !== dismissed && link.matches(":focus-visible")) open(link);
    else close();
    dismissed = null;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !anchor) return;
    const inside = panel.contains(document.activeElement);
    dismissed = inside && anchor instanceof Element ? anchor : null;
    close();
    if (dismissed) dismissed.focus({ preventScroll: true });
  });

  // A first tap shows, a second follows. A mouse follows at once: it has had its preview.
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch" || event.pointerType === "pen";
  });
  document.addEventListener("click", (event) => {
    if (panel && panel.contains(event.target)) {
      if (event.target.closest("a")) close();
      return;
    }
    const link = opener(event.target);
    if (link && link.querySelector(".cb-firm") && !event.ctrlKey && !event.metaKey) {
      // The mark stands for its sentence: it leads there, and what it offers stays in sight.
      event.preventDefault();
      window.location.hash = link.closest(".cb-held").id;
      // The page moves under the pointer, which leaves the link: the focus stays.
      link.focus({ preventScroll: true });
      open(link);
    } else if (link && touched && link !== anchor && !isRead(link)) {
      event.preventDefault();
      open(link);
    } else if (!link && !stays()) close();
  });
  let offering = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(offering);
    offering = window.setTimeout(offer, OFFER_AFTER);
  });
  window.addEventListener("resize", () => anchor && place());

  // A link to an answer opens the list that holds it, also where the browser would not.
  function reveal() {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const there = id && document.getElementById(id);
    if (!there) return;
    const shut = there.closest("details") || (id.startsWith("code-") && there.querySelector("details"));
    if (!shut || shut.open) return;
    shut.open = true;
    there.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", reveal);
  reveal();
})();
