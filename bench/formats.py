#!/usr/bin/env python3
"""Formats of letters as ratios inside one run, each line with its goal. Every recipient differs in name and address; the text is theirs in common.

PDF: processor time of 60 letters set by one process of ours, against one LibreOffice that converts the same 60 letters in DOCX, its start-up taken
off and to plain PDF, which is what it does fastest (≥ 12 ×). Beside it, without a goal: the same with its start-up shared by the 60; the same to
the standards that ours keep (PDF/A-3, PDF/UA); one letter by a program started for it, on both sides; and letters of ours of which no two
paragraphs are alike. Bare typst: the same layout and data, without anything of ours around it (≥ 85 %).
DOCX against docxtpl, installed for the run alone (≥ 6 ×); e-mail against bare sandboxed Jinja2 plus writing bytes (≥ 60 %). Needs LibreOffice.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

TREE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TREE))  # the letters of the tests

import typst
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from breach.catalogue.loader import load
from breach.drafting import docx, pdf, writers, zipped
from breach.drafting.letter import addressee
from breach.drafting.papers import document_of
from tests.drafting.making import NOE, letter, profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.drafting.slots import Addressee

    Result = tuple[str, float, float, str]

LETTERS = 60
ROUNDS = 5
OFFICE_ROUNDS = 3
MAIN = b'#import "letter.typ": job\n#job(json("data.json"))'
PLAIN = "pdf"
STRICT = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},"PDFUACompliance":{"type":"boolean","value":"true"}}'
ALONE = """
from breach.drafting import pdf
from tests.drafting.making import letter
assert pdf.Letters().prepare(letter()).render().startswith(b"%PDF")
"""
DOCXTPL = """
import json, sys, time
from docxtpl import DocxTemplate
layout, data = sys.argv[1:]
rows = json.load(open(data, encoding="utf-8"))
def make(row):
    document = DocxTemplate(layout)
    document.render(row, autoescape=True)
    document.save(layout + ".out")
make(rows[0])
took = []
for row in rows[:20]:
    at = time.perf_counter()
    make(row)
    took.append(time.perf_counter() - at)
print(sorted(took)[len(took) // 2])
"""


def main() -> int:
    """Measure and print; 1 where a goal is missed."""
    people = [
        addressee("people", replace(NOE, last_name=f"Durand-{at}", address2=f"{at} rue de l’Église"), profile(), load(), "fr", str(at))
        for at in range(LETTERS)
    ]
    with tempfile.TemporaryDirectory(prefix="breach-bench-") as folder:
        where = Path(folder)
        results = [*pdf_against(people, where), *docx_against(people, where), *email_against(people, where)]
    busy = os.getloadavg()[0]
    for name, ratio, goal, said in results:
        wanted = f"goal {goal:g}: {'met' if ratio >= goal else 'MISSED'}" if goal else "no goal"
        sys.stdout.write(f"{name:<66} {ratio:7.2f} ({wanted}; load {busy:.1f})  {said}\n")
    return int(any(ratio < goal for _, ratio, goal, _ in results))


def median(work: Callable[[Addressee], object], people: list[Addressee]) -> float:
    """Seconds a letter: the median over rounds of the mean over letters."""
    rounds = []
    for _ in range(ROUNDS):
        at = time.perf_counter()
        for to in people:
            work(to)
        rounds.append((time.perf_counter() - at) / len(people))
    return statistics.median(rounds)


def pdf_against(people: list[Addressee], where: Path) -> list[Result]:
    prepared = pdf.Letters().prepare(letter(slotted=True))
    layouts = TREE / "templates" / "layouts"
    caught: list[tuple[str, str]] = []
    setter = prepared.setter
    original = setter.set
    setter.set = lambda data, source, at: caught.append((data, source)) or original(data, source, at)  # type: ignore[method-assign,func-returns-value]
    for to in people:
        prepared.render(to)
    setter.set = original  # type: ignore[method-assign]
    bare = typst.Compiler(root=str(layouts), font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)
    inputs = dict(zip((to.key for to in people), caught, strict=True))

    def plain(data: str, source: str) -> object:
        files = {"main.typ": MAIN, "data.json": data.encode(), "source.json": source.encode()}
        return bare.compile(files, format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=0)

    names = as_docx(people, where)
    ours, theirs, starts, batches = [], [], [], []
    for turn in range(ROUNDS):  # interleaved: the machine is not alike from one moment to the next
        ours.append(processor(prepared.render, people))
        theirs.append(processor(lambda to: plain(*inputs[to.key]), people))
        if turn < OFFICE_ROUNDS:
            starts.append(libreoffice(names[:1], where, PLAIN))
            batches.append(libreoffice(names, where, PLAIN))
    mine, bare_time, start, batch = map(statistics.median, (ours, theirs, starts, batches))
    strange = {to.key: unlike(*inputs[to.key]) for to in people}
    worst = processor(lambda to: plain(*strange[to.key]), people) + mine - bare_time
    alone = min(children([sys.executable, "-c", ALONE], {**os.environ, "PYTHONPATH": str(TREE)}) for _ in range(3))
    strict = libreoffice(names, where, STRICT)
    office = (batch - start) / (len(names) - 1)
    said = f"{mine * 1000:.1f} ms, LibreOffice {office * 1000:.1f} ms, bare typst {bare_time * 1000:.1f} ms of processor a letter"
    return [
        ("PDF against LibreOffice's conversion, times", office / mine, 12, said),
        ("PDF against bare typst", bare_time / mine, 0.85, ""),
        ("PDF: LibreOffice with its start-up, times", batch / len(names) / mine, 0, f"{batch / len(names) * 1000:.1f} ms, {len(names)} letters"),
        ("PDF: LibreOffice to PDF/A-3 and PDF/UA, start-up taken off, times", (strict - start) / (len(names) - 1) / mine, 0, ""),
        ("PDF: one letter, both programs started for it, times", start / alone, 0, f"{alone * 1000:.0f} ms, LibreOffice {start * 1000:.0f} ms"),
        ("PDF: no two paragraphs alike, against LibreOffice, times", office / worst, 0, f"{worst * 1000:.1f} ms a letter"),
    ]


def unlike(data: str, source: str) -> tuple[str, str]:
    """The same letter with a number of its own in every line of its text."""
    made = json.loads(data)
    number = made["letters"][0]["recipient"][0].rsplit("-", 1)[-1]
    for block in made["letters"][0]["blocks"]:
        for line in [*block.get("lines", ()), *block.get("items", ()), *([block["line"]] if "line" in block else ())]:
            line[0][0] = f"{line[0][0]} {number}"
    return pdf.dumped(made), source


def timed(work: Callable[[Addressee], object], people: list[Addressee]) -> float:
    """Seconds a letter."""
    at = time.perf_counter()
    for to in people:
        work(to)
    return (time.perf_counter() - at) / len(people)


def processor(work: Callable[[Addressee], object], people: list[Addressee]) -> float:
    """Processor seconds a letter, all threads: what else the machine does is not counted."""
    at = time.process_time()
    for to in people:
        work(to)
    return (time.process_time() - at) / len(people)


def as_docx(people: list[Addressee], where: Path) -> list[Path]:
    prepared = docx.Letters("people", "post", "fr").prepare(letter(slotted=True))
    names = []
    for to in people:
        names.append(where / f"{to.key}.docx")
        names[-1].write_bytes(prepared.render(to))
    return names


def libreoffice(names: list[Path], where: Path, how: str) -> float:
    """Processor seconds of one LibreOffice that converts ``names``, its start-up included."""
    soffice = shutil.which("soffice")
    assert soffice, "this measure needs LibreOffice"
    return children([soffice, "--headless", "--convert-to", how, "--outdir", str(where), *map(str, names)], {**os.environ, "HOME": str(where)})


def children(words: list[str], environment: dict[str, str]) -> float:
    """Processor seconds of a command and all it starts."""
    before = os.times()
    subprocess.run(words, env=environment, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def docx_against(people: list[Addressee], where: Path) -> list[Result]:
    page = letter(slotted=True)
    prepared = docx.Letters("people", "post", "fr").prepare(page)
    ours = median(lambda to: (where / "o.docx").write_bytes(prepared.render(to)), people)
    peer = where / "peer"
    venv.create(peer, with_pip=not shutil.which("uv"), symlinks=True)
    python = str(peer / "bin" / "python")
    install = ["uv", "pip", "install", "-q", "--python", python] if shutil.which("uv") else [python, "-m", "pip", "install", "-q"]
    subprocess.run([*install, "docxtpl"], check=True, capture_output=True)
    layout = where / "layout.docx"
    layout.write_bytes(for_docxtpl())
    rows = where / "rows.json"
    rows.write_text(json.dumps([context(page, to) for to in people], default=str), encoding="utf-8")
    ran = subprocess.run([python, "-c", DOCXTPL, str(layout), str(rows)], check=True, stdout=subprocess.PIPE, text=True)
    theirs = float(ran.stdout)
    return [("DOCX against docxtpl, times", theirs / ours, 6, f"{ours * 1000:.2f} ms, docxtpl {theirs * 1000:.1f} ms a letter")]


def for_docxtpl() -> bytes:
    """Our layout in docxtpl's dialect: an instruction alone in its paragraph begins with ``{%p``."""
    body, name = document_of("people", "fr", "post")
    parts = zipped.read(body, name)
    xml = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"(<w:t[^>]*>)\{% ", r"\1{%p ", xml).encode()
    return zipped.archive([zipped.member(part, content) for part, content in parts.items()])


def context(page: object, to: Addressee) -> dict[str, object]:
    made = docx._context(page)  # type: ignore[arg-type]
    plain = json.loads(json.dumps(made, default=str).replace("\ufdd0greeting\ufdd1", to.values["greeting"]))
    bare = re.compile(r"<[^>]+>")
    for block in plain["blocks"]:
        block["runs"] = bare.sub("", block["runs"])
        block["points"] = [bare.sub("", point) for point in block["points"]]
    return {**plain, "recipient": "\n".join(to.address), "sender": bare.sub("\n", plain["sender"])}


def email_against(people: list[Addressee], where: Path) -> list[Result]:
    page = letter(channel="email", slotted=True)
    prepared = writers.writer("eml", "people", "email", "fr").prepare(page)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string((TREE / "templates/notifications/people/fr.md.j2").read_text(encoding="utf-8"))
    given: list[dict[str, object]] = []
    from breach.drafting import environment as ours_environment
    from breach.drafting import letter as letter_module

    original = letter_module.render
    letter_module.render = lambda source, values, **rest: given.append(dict(values)) or original(source, values, **rest)  # type: ignore[assignment,func-returns-value]
    letter(channel="email")
    letter_module.render = original
    assert ours_environment
    values = given[0]
    many = people * 10
    number = itertools.count()  # a new file each: writing over one would measure the disk's caution
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda to: (where / f"{next(number)}.eml").write_bytes(prepared.render(to)), many))
        bare.append(
            timed(
                lambda to: (where / f"{next(number)}.eml").write_bytes(template.render({**values, "greeting": to.values["greeting"]}).encode()), many
            )
        )
    mine, theirs = statistics.median(ours), statistics.median(bare)
    return [
        ("e-mail against bare sandboxed Jinja2 plus writing bytes", theirs / mine, 0.6, f"{mine * 1e6:.0f} µs, bare {theirs * 1e6:.0f} µs a message")
    ]


if __name__ == "__main__":
    sys.exit(main())
