"""The table of contents says which chapters there are; a fault in it or in a cell is named."""

from pathlib import Path

import pytest

from monograph.runner.chapters import BookError, Chapter, chapters, executable

from .conftest import Project

TOC = {
    "no chapter": (("book/beta", "book/betta"), "names the chapter 'book/betta', but "),
    "no YAML": (("parts:", "parts: ["), "not YAML: "),
    "no such key": (("- file: book/beta", "- fiel: book/beta"), "/parts/0/chapters/1"),
    "not as it is called": (("book/beta", "./book/beta"), "'./book/beta'; write 'book/beta'"),
    "with its ending": (("book/beta", "book/beta.md"), "'book/beta.md'; write 'book/beta'"),
    "a pattern": (("file: book/beta", "glob: book/b*"), "glob: book/b* leaves open which"),
    "twice the same": (("book/beta", "book/alpha"), "used multiple times: 'book/alpha'"),
}


def test_chapters_come_in_reading_order(built: Project) -> None:
    pages = chapters(built.root)
    assert [page.name for page in pages] == ["book/index", "book/alpha", "book/beta", "book/gamma"]
    assert [page.name for page in executable(pages)] == [page.name for page in pages[1:]]


FORMATS = {
    "an article": "format: jb-article\nroot: a\nsections:\n- file: b\n  sections: [{file: c}]\n",
    "Sphinx's own": (
        "root: a\nsubtrees:\n- entries:\n  - file: b\n    entries: [{file: c}]\n"
        "  - {url: 'https://example.org', title: Elsewhere}\n"
    ),
}


@pytest.mark.parametrize("form", FORMATS)
def test_no_chapter_is_missed_in_another_format(tmp_path: Path, form: str) -> None:
    """Sphinx would run what the builder does not know, and never see its data change."""
    (tmp_path / "_toc.yml").write_text(FORMATS[form], "utf-8")
    for name in "abc":
        (tmp_path / f"{name}.md").touch()
    assert [page.name for page in chapters(tmp_path)] == ["a", "b", "c"]


@pytest.mark.parametrize("pair", [("part-one", "part/one"), ("One", "one")])
def test_two_names_for_one_file_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    """Both would be kept under one name, and the numbers of one stand on both pages."""
    (tmp_path / "part").mkdir()
    for name in pair:
        (tmp_path / f"{name}.md").touch()
    toc = "format: jb-article\nroot: {}\nsections: [{{file: {}}}]\n".format(*pair)
    (tmp_path / "_toc.yml").write_text(toc, "utf-8")
    with pytest.raises(BookError) as refusal:
        chapters(tmp_path)
    assert "the chapters {!r} and {!r} differ".format(*pair) in str(refusal.value)


def test_a_notebook_beside_its_text_is_refused_before_any_work(project: Project) -> None:
    """Sphinx would take it for the page, and run it."""
    other = project.root / "book/alpha.ipynb"
    other.write_text("{}", "utf-8")
    project.edit("book/gamma.md", "one = 1", "one = 2")
    result = project.build()
    assert result.returncode == 1
    assert f"\n{other}: lies beside alpha.md" in result.stdout
    assert project.ran() == []


@pytest.mark.parametrize("fault", TOC)
def test_a_faulty_table_of_contents_is_refused(project: Project, fault: str) -> None:
    edit, said = TOC[fault]
    project.edit("_toc.yml", *edit)
    with pytest.raises(BookError) as refusal:
        chapters(project.root)
    assert str(refusal.value).startswith(f"{project.root / '_toc.yml'}: ")
    assert said in str(refusal.value)


def test_a_missing_table_of_contents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"_toc\.yml: there is no table of contents"):
        chapters(tmp_path)


def test_a_refused_book_ends_with_status_one(project: Project) -> None:
    before = project.published()
    project.edit("_toc.yml", "book/beta", "book/betta")
    for _ in range(2):
        said = project.build()
        assert said.returncode == 1
        assert "book/betta.md does not exist" in said.stdout
    assert project.published() == before


CONFIG = {
    "empty": ("", "holds no settings"),
    "a list": ("- title\n", "holds no settings"),
    "a tab": ("title: A\nsphinx:\n\tconfig: {}\n", "not YAML: "),
    "gone": (None, "there is no configuration"),
}


@pytest.mark.parametrize("fault", CONFIG)
def test_a_faulty_configuration_is_refused_before_any_work(project: Project, fault: str) -> None:
    held, said = CONFIG[fault]
    path = project.root / "_config.yml"
    path.unlink()
    if held is not None:
        path.write_text(held, "utf-8")
    project.edit("book/gamma.md", "one = 1", "one = 2")
    result = project.build()
    assert result.returncode == 1
    assert f"{path}: {said}" in result.stdout
    assert "Traceback" not in result.stdout
    assert project.ran() == []


def test_options_of_a_cell_that_are_no_yaml_are_named(project: Project) -> None:
    project.edit("book/alpha.md", ':source: "We compute: a drawing."', ':source: "We')
    place = r"alpha\.md:18: the options of this cell are not YAML"
    with pytest.raises(BookError, match=place):
        executable(chapters(project.root))


def test_the_digest_of_code_sees_code_only(tmp_path: Path) -> None:
    header = "---\njupytext: {text_representation: {format_name: myst}}\n---\n"

    def digest(body: str) -> str:
        (tmp_path / "a.md").write_text(header + body, "utf-8")
        return Chapter(tmp_path, "a").code_digest

    plain = digest("Words.\n```{code-cell}\n:tags: [a]\nx = 1\n```\n")
    assert digest("Other words.\n```{code-cell}\n:tags: [b]\nx = 1\n```\nMore.\n") == plain
    assert digest("Words.\n```{code-cell}\n:tags: [a]\nx = 2\n```\n") != plain
    assert digest("Words.\n```{code-cell}\nx = 1\n```\n```{code-cell}\n1\n```\n") != plain
    assert digest("```{code-cell}\nx = 1\ny = 2\n```\n") != digest(
        "```{code-cell}\nx = 1\n```\n```{code-cell}\ny = 2\n```\n"
    ), "where one cell ends and the next begins"
