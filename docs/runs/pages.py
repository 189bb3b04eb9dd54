#!/usr/bin/env python3
"""Pictures of the exported papers, page by page: the PDFs of each run, and the register of the demonstration's invented files as LibreOffice
opens it. Run after `make.py`, from the top of the tree: `.venv/bin/python docs/runs/pages.py`. Needs poppler and LibreOffice.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).resolve().parent
TREE = HERE.parents[1]
DPI, COLOURS, MARGIN = 80, 12, 12


def pages(pdf: Path, into: Path, stem: str, *, cropped: bool = False) -> None:
    """Each page of ``pdf`` as ``stem-N.png`` in ``into``, in few colours; ``cropped``: without its blank end."""
    into.mkdir(exist_ok=True)
    for old in into.glob(f"{stem}-*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(pdf), f"{work}/p"], check=True)
        for number, path in enumerate(sorted(Path(work).iterdir()), 1):
            with Image.open(io.BytesIO(path.read_bytes())) as page:
                whole = page.convert("RGB")
                if cropped:
                    left, top, right, low = ImageOps.invert(whole.convert("L")).getbbox() or (0, 0, *whole.size)
                    whole = whole.crop((left - MARGIN, top - MARGIN, right + MARGIN, low + MARGIN))
                whole.quantize(COLOURS).save(into / f"{stem}-{number}.png", optimize=True)


def register() -> None:
    """The register of the demonstration, as a spreadsheet opened by LibreOffice."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "PYTHONPATH": str(TREE), "BREACH_LANG": "fr"}
        breach = [sys.executable, "-m", "breach"]
        said = subprocess.run([*breach, "demo", "--json"], env=environment, capture_output=True, text=True, check=True)
        demo = json.loads(said.stdout)
        environment |= {"BREACH_STORE": demo["store"], "BREACH_STORE_KEY_FILE": demo["key"]}
        sheet = Path(home, "registre.xlsx")
        subprocess.run([*breach, "register", "--format", "xlsx", "-o", str(sheet)], env=environment, capture_output=True, check=True)
        profile = f"-env:UserInstallation=file://{home}/lo"
        subprocess.run(["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", home, str(sheet)], capture_output=True, check=True)
        pages(sheet.with_suffix(".pdf"), HERE.parent / "images", "registre", cropped=True)
        shutil.rmtree(demo["folder"])


def main() -> None:
    """All of them."""
    for pdf in sorted(HERE.glob("*/papiers/*.pdf")):
        pages(pdf, pdf.parents[1] / "pages", pdf.stem.removeprefix("EX-2026-0001-"))
    register()


if __name__ == "__main__":
    main()
