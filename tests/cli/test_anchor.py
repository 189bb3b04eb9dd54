"""Anchors: printed, mailed, presented again, and stamped by a throw-away authority on this machine."""

from __future__ import annotations

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from breach.storage.connection import heads_path
from tests.cli.pack_reader import Pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Breach

CONFIG = """
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = keyCertSign, cRLSign
subjectKeyIdentifier = hash
[tsa_cert]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
serial = serial.txt
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256

"""


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a throw-away time-stamp authority."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIG, encoding="utf-8")
    (folder / "serial.txt").write_text("01\n", encoding="utf-8")
    ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl(
        folder,
        "req",
        "-x509",
        "-config",
        "tsa.cnf",
        *ec,
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
        "-subj",
        "/CN=Root",
        "-days",
        "9",
        "-extensions",
        "ca",
    )
    openssl(folder, "req", "-config", "tsa.cnf", *ec, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Stamps")
    sign = ["-CAcreateserial", "-extfile", "tsa.cnf", "-extensions", "tsa_cert", "-days", "9"]
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-out", "tsa.pem", *sign)
    return folder


class Service:
    """A time-stamp service on loopback. ``chain``: its answers hold two certificates, which a strict reader refuses."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.chain, self.answer = folder, False, b""
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                (service.folder / "q.tsq").write_bytes(query)
                more = ["-chain", "ca.pem"] if service.chain else []
                openssl(service.folder, "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "q.tsq", "-out", "r.tsr", *more)
                body = service.answer or (service.folder / "r.tsr").read_bytes()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/tsa"


@pytest.fixture
def service(authority: Path) -> Iterator[Service]:
    running = Service(authority)
    worker = threading.Thread(target=running.server.serve_forever, daemon=True)
    worker.start()
    yield running
    running.server.shutdown()
    worker.join()
    running.server.server_close()


@pytest.fixture
def file(breach: Breach) -> Breach:
    breach.ok("log", "premier")
    return breach


def switched_on(breach: Breach, service: Service, monkeypatch: pytest.MonkeyPatch, *, certificates: bool = True) -> None:
    text = f'anchor_url = "{service.url}"\n' + (f'anchor_certificates = "{service.folder / "ca.pem"}"\n' if certificates else "")
    monkeypatch.setenv("BREACH_CONFIG", str(breach.file("config.toml", text)))


# -- without any network


def test_the_head_is_printed_and_taken_back(file: Breach) -> None:
    head = file.ok("anchor", "1")
    assert f"2026-0001 n° 1 sha256 {head['head']}" in head["line"]
    assert file("anchor", "1").out.count("█") > 100
    file.ok("note", "1", "suite")
    for noted in (f"{head['n']}:{head['head']}", head["text"], head["text"].upper()):
        assert file.ok("verify", "1", "--head", noted)["anchored_to"] == 1
    (chain,) = file.ok("verify", "1", "--head", head["text"])["chains"]
    assert chain["unanchored_from"] == 2


def test_the_mail_holds_the_head_and_nothing_of_the_file(file: Breach) -> None:
    mail = file.ok("anchor", "1", "--mail-text")
    assert f"{mail['n']}:{mail['head']}" in mail["mail"]
    assert "premier" not in mail["mail"]


def test_a_head_that_was_noted_elsewhere_and_differs(file: Breach) -> None:
    wrong = "1:" + "0" * 64
    assert [fault["fault"] for fault in file("verify", "1", "--head", wrong, "--json").data["faults"]] == ["head-differs"]
    assert [fault["fault"] for fault in file("verify", "1", "--head", "9:" + "0" * 64, "--json").data["faults"]] == ["tail-cut"]
    refused = file("anchor", "1", "--witness", wrong)
    assert refused.code == 1
    assert len(file.ok("history", "1")) == 1


def test_a_witness_is_recorded_and_not_taken_for_proof(file: Breach) -> None:
    head = file.ok("anchor", "1")
    file.ok("anchor", "1", "--witness", head["text"], "--where", "courriel à l’avocat")
    found = file.ok("verify", "1")
    assert found["anchored_to"] is None
    assert [(anchor["to"], anchor["standing"]) for anchor in found["anchors"]] == [(1, "declared")]


@pytest.mark.parametrize("text", ["", "12", "0:abc", "12:" + "g" * 64])
def test_what_is_no_head_is_refused(file: Breach, text: str) -> None:
    assert file("verify", "1", f"--head={text}").code == 2


def test_no_network_unless_switched_on(file: Breach) -> None:
    refused = file("anchor", "1", "--stamp")
    assert refused.code == 2
    assert "anchor_url" in refused.err


@pytest.mark.parametrize("url", ["http://tsa.example/", "ftp://tsa.example/", "file:///etc/passwd", "http://127.0.0.1.example/"])
def test_only_https_beyond_this_machine(file: Breach, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BREACH_CONFIG", str(file.file("config.toml", f'anchor_url = "{url}"\n')))
    assert file("anchor", "1", "--stamp").code == 2
    assert len(file.ok("history", "1")) == 1


# -- a service on this machine


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_a_stamp_anchors_and_is_verified_offline(file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    switched_on(file, service, monkeypatch)
    stamped = file("anchor", "1", "--stamp", "--json").data
    assert (stamped["standing"], stamped["n"], stamped["entry"]) == ("right", 1, 2)
    monkeypatch.delenv("BREACH_CONFIG")  # no service any more: the certificates that were kept serve
    found = file.ok("verify", "1")
    assert (found["anchored_to"], found["anchors"][0]["standing"]) == (1, "right")
    assert found["chains"][0]["unanchored_from"] == 2
    assert "non ancré depuis l’entrée 2" in file("verify", "1").out
    path = file.home / "e.zip"
    file.ok("export", "1", "-o", path)
    assert file("verify", path).code == 0
    subprocess.run(["unzip", "-q", path, "-d", file.home / "x"], check=True)
    token, roots = (str(file.home / "x/drafts" / f"0002-anchored.{end}") for end in ("tsr", "pem"))
    openssl(file.home, "ts", "-verify", "-digest", stamped["head"], "-in", token, "-CAfile", roots)


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_one_stamp_of_the_store_anchors_every_file(file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    file.ok("log", "deuxième")
    switched_on(file, service, monkeypatch)
    assert file.ok("anchor", "--stamp")["standing"] == "right"
    file.ok("note", "2", "après")
    chains = {chain["file"]: chain for chain in file.ok("verify")["chains"]}
    assert chains["2026-0001"]["unanchored_from"] is None
    assert chains["2026-0002"]["unanchored_from"] == 2


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_an_answer_that_cannot_be_read_is_kept_to_the_byte(file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    switched_on(file, service, monkeypatch)
    service.answer = b"<html>maintenance</html>"
    ran = file("anchor", "1", "--stamp", "--json")
    assert (ran.code, ran.data["standing"]) == (1, "unreadable")
    found = file.ok("verify", "1")
    assert (found["anchored_to"], found["anchors"][0]["standing"]) == (None, "unreadable")
    path = file.home / "e.zip"
    file.ok("export", "1", "-o", path)
    assert b"<html>maintenance</html>" in path.read_bytes()


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_a_token_with_a_chain_of_certificates_is_kept_whatever_a_strict_reader_says(
    file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_on(file, service, monkeypatch)
    service.chain = True
    ran = file("anchor", "1", "--stamp", "--json")
    assert ran.data["standing"] in {"right", "unreadable"}
    assert len(file.ok("history", "1")) == 2


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_a_token_of_something_else_or_without_certificates_proves_nothing(file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    switched_on(file, service, monkeypatch)
    file.ok("anchor", "1", "--stamp")
    service.answer = (service.folder / "r.tsr").read_bytes()  # the answer to an earlier question
    ran = file("anchor", "1", "--stamp", "--json")
    assert (ran.code, ran.data["standing"]) == (1, "wrong")
    service.answer = b""
    switched_on(file, service, monkeypatch, certificates=False)
    assert file("anchor", "1", "--stamp", "--json").data["standing"] == "signed"
    assert file.ok("verify", "1")["anchored_to"] == 1


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_a_tail_cut_before_the_anchor_is_found_without_the_heads_file(file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    from breach import paths
    from breach.keys import keyfile
    from breach.storage.connection import connect

    switched_on(file, service, monkeypatch)
    file.ok("note", "1", "suite")
    file.ok("anchor", "1", "--stamp")
    store = paths.default_store()
    database = connect(store, keyfile.read(paths.key_file()))
    for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {trigger}")
    database.execute("DELETE FROM entry WHERE chain = 2 AND n > 1")
    database.close()
    from pathlib import Path

    Path(heads_path(store)).unlink()
    assert "tail-cut" in {fault["fault"] for fault in file("verify", "--json").data["faults"]}


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_a_token_in_an_export_is_judged_without_the_store(file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    switched_on(file, service, monkeypatch)
    file.ok("anchor", "1", "--stamp")
    export = tmp_path / "e.zip"
    file.ok("export", "1", "-o", export)
    found = file.ok("verify", export)
    assert [(one["standing"], one["to"]) for one in found["anchors"]] == [("right", 1)]
    assert found["anchored_to"] == 1
    assert "vérifié (certificats" in file("verify", export).out
    monkeypatch.setenv("BREACH_CONFIG", str(file.file("none.toml", "")))
    alone = file.ok("verify", export)
    assert [one["standing"] for one in alone["anchors"]] == ["embedded"]
    assert alone["anchored_to"] is None
    assert "que porte l’export" in file("verify", export).out
    other = tmp_path / "other"
    other.mkdir()
    openssl(other, "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "k.pem", "-out", "c.pem", "-subj", "/CN=Other")
    monkeypatch.setenv("BREACH_CONFIG", str(file.file("other.toml", f'anchor_certificates = "{other / "c.pem"}"\n')))
    assert [one["standing"] for one in file.ok("verify", export)["anchors"]] == ["wrong"]


@pytest.mark.needs("openssl")
@pytest.mark.loopback
def test_the_pack_lists_anchors_with_their_result_and_which_entries_nothing_holds(
    file: Breach, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.chain = True
    switched_on(file, service, monkeypatch)
    file.ok("anchor", "1", "--stamp")  # entry 2, of entry 1
    service.answer = b"<html>maintenance</html>"
    file("anchor", "1", "--stamp")  # entry 3, worthless
    head = file.ok("anchor", "1")
    file.ok("anchor", "1", "--witness", head["text"], "--where", "courriel")  # entry 4, of entry 3
    for words in ((), ("--redacted",)):
        path = file.home / f"a{len(words)}.zip"
        file.ok("export", "1", *words, "-o", path)
        section = Pack(path).section("integrity")
        results = section.table("Ancrages").column("Résultat")
        assert results[0].startswith("Jeton juste, certificat « CN=Stamps », d'après les certificats joints")
        assert results[1] == "Ne prouve rien : illisible"
        assert results[2].startswith("Selon ce magasin")
        spans = section.table("Ce qui est ancré")
        assert [row[:2] for row in spans.rows] == [
            ["1", "jeton de l'entrée 2"],
            ["2–3", "tête présentée par un tiers"],
            ["4" if not words else "4–5", "rien au dehors"],
        ]
        assert section.table("Ancrages").links[0] == ["drafts/0002-anchored.tsr", "drafts/0002-anchored.pem"], "a redacted pack keeps the token"
