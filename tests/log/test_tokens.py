"""The stand-alone judge of time-stamps: what it says with certificates, without, without the library, and of answers that were changed."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from breach.keys.timestamps import judge
from breach.log.pack import build, verifier_source
from breach.log.verifier import verify_bytes
from breach.log.verifier_tokens import LARGEST, judged, read
from tests.log.stamped import BY, OWN, ROOT, STAMPED_AT, TOKEN, stamped, stamped_head

if TYPE_CHECKING:
    from pathlib import Path

HEAD = bytes.fromhex(stamped_head())


def remarks(archive: dict[str, bytes], trusted: bytes = b"") -> list[tuple[int, str]]:
    report = verify_bytes(build(archive), None, None, trusted)
    assert report.ok, report.faults
    return [(remark.entry, remark.fault) for remark in report.remarks if remark.fault != "signed"]


def test_what_it_proves_depends_on_who_vouches_for_the_certificate() -> None:
    assert judged(TOKEN, HEAD, ROOT) == ("right", STAMPED_AT, BY)
    assert judged(TOKEN, HEAD, OWN) == ("right", STAMPED_AT, BY)
    assert judged(TOKEN, HEAD) == ("signed", STAMPED_AT, BY)
    assert judged(TOKEN, bytes(32), ROOT).code == "other-hash"


def test_a_certificate_of_somebody_else_does_not_vouch(other_root: bytes) -> None:
    assert judged(TOKEN, HEAD, other_root).code == "stranger"
    assert judged(TOKEN, HEAD, other_root + ROOT).code == "right"


def test_an_export_says_what_is_proved() -> None:
    assert remarks(stamped()) == [(9, "token-signed"), (1, "not-anchored")]
    assert remarks(stamped(roots=ROOT)) == [(9, "token-embedded"), (1, "not-anchored")]
    assert remarks(stamped(roots=ROOT), ROOT) == [(9, "token-right"), (10, "not-anchored-since")]


def test_a_certificate_given_goes_before_those_of_the_export(other_root: bytes) -> None:
    assert remarks(stamped(roots=ROOT), other_root) == [(10, "token-worthless"), (1, "not-anchored")]


def test_what_was_signed_cannot_be_changed() -> None:
    stamp = read(TOKEN)
    for part in (stamp.content, stamp.said[1:], stamp.signature):
        start = TOKEN.index(part)
        for at in range(start, start + len(part)):
            changed = TOKEN[:at] + bytes([TOKEN[at] ^ 1]) + TOKEN[at + 1 :]
            assert judged(changed, HEAD, ROOT).code not in {"right", "signed"}, at


@pytest.mark.filterwarnings("ignore:Parsed a")
def test_every_other_byte_changed_is_judged_without_a_crash() -> None:
    for at in range(len(TOKEN)):
        for bit in (1, 0x80):
            assert judged(TOKEN[:at] + bytes([TOKEN[at] ^ bit]) + TOKEN[at + 1 :], HEAD, ROOT).code
        assert judged(TOKEN[:at], HEAD, ROOT).code == "unreadable"
    assert judged(TOKEN + b"\0", HEAD, ROOT).code == "unreadable"


def test_an_answer_of_millions_of_values_is_not_read() -> None:
    answer = b"\x30\x84" + (2 * 10**7).to_bytes(4, "big") + b"\x05\x00" * 10**7
    start = time.process_time()
    assert judged(answer, HEAD, ROOT).code == "unreadable"
    assert time.process_time() - start < 2  # seconds; read, it takes a quarter of a minute
    assert judged(TOKEN + bytes(LARGEST), HEAD, ROOT).code == "unreadable"


def test_a_token_that_was_exchanged_is_a_fault_and_one_of_nothing_proves_nothing() -> None:
    assert remarks(stamped(b"\x30\x00" + HEAD)) == [(10, "token-worthless"), (1, "not-anchored")]
    report = verify_bytes(build(stamped(TOKEN.replace(HEAD, bytes(32)))))
    assert [fault.fault for fault in report.faults] == ["token-differs"]


def test_the_program_reads_the_answers_that_services_send() -> None:
    assert (judge(TOKEN, stamped_head(), ROOT).code, judge(TOKEN, stamped_head(), b"").code) == ("right", "signed")
    assert judge(TOKEN, "0" * 64, ROOT).code == "wrong"


@pytest.mark.parametrize(("bare", "code"), [(True, "sa signature n’a pas été vérifiée"), (False, "issu de ceux que vous")])
def test_the_exported_verifier_says_it(tmp_path: Path, *, bare: bool, code: str) -> None:
    (tmp_path / "e.zip").write_bytes(build(stamped()))
    (tmp_path / "v.py").write_bytes(verifier_source())
    (tmp_path / "root.pem").write_bytes(ROOT)
    words = [sys.executable, "-I", *(["-S"] if bare else []), "v.py", "e.zip", "--certificates", "root.pem"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert code in done.stdout.replace("\u00a0", " ")
    assert ("Non ancré depuis l’entrée 10" in done.stdout) is not bare


CA = "basicConstraints = critical, CA:TRUE\nsubjectKeyIdentifier = hash\n"
STAMPS = "keyUsage = critical, digitalSignature\nextendedKeyUsage = critical, timeStamping\nsubjectKeyIdentifier = hash\n"
SECTION = """[tsa]
serial = serial.txt
signer_cert = leaf.pem
signer_key = leaf.key
signer_digest = sha512
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = {ess}
[req]
distinguished_name = dn
[dn]
"""


@pytest.mark.needs("openssl")
@pytest.mark.parametrize("ess", ["sha256", "sha1"])
def test_rsa_keys_sha_512_and_an_intermediate_authority(tmp_path: Path, ess: str) -> None:
    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "tsa.cnf").write_text(SECTION.format(ess=ess), encoding="utf-8")
    (tmp_path / "serial.txt").write_text("01\n", encoding="utf-8")
    above = None
    for name, extensions in (("root", CA), ("middle", CA), ("leaf", STAMPS)):
        (tmp_path / f"{name}.ext").write_text(extensions, encoding="utf-8")
        asked = ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-subj", f"/CN={name}", "-config", "tsa.cnf"]
        openssl("req", *asked, "-out", f"{name}.csr")
        by = ["-CA", f"{above}.pem", "-CAkey", f"{above}.key", "-CAcreateserial"] if above else ["-signkey", f"{name}.key"]
        openssl("x509", "-req", "-in", f"{name}.csr", *by, "-extfile", f"{name}.ext", "-days", "9", "-out", f"{name}.pem")
        above = name
    openssl("ts", "-query", "-digest", stamped_head(), "-sha256", "-cert", "-out", "q.tsq")
    openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "q.tsq", "-chain", "middle.pem", "-out", "r.tsr")
    token, root = (tmp_path / "r.tsr").read_bytes(), (tmp_path / "root.pem").read_bytes()
    assert judged(token, HEAD, root).code == "right"
    assert judged(token, HEAD, (tmp_path / "middle.pem").read_bytes()).code == "right"
    assert judged(token.replace(b"middle", b"muddle"), HEAD, root).code in {"no-certificate", "stranger"}


def test_certificates_that_are_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "e.zip").write_bytes(build(stamped()))
    (tmp_path / "v.py").write_bytes(verifier_source())
    words = [sys.executable, "-I", "v.py", "e.zip", "--certificates", "e.zip"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (2, "")
    assert "n’a pas pu être lu" in done.stdout


@pytest.fixture(scope="module")
def other_root() -> bytes:
    """A root of the same name with another key."""
    from datetime import UTC, datetime

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding

    key, name = generate_private_key(SECP256R1()), x509.load_pem_x509_certificate(ROOT).subject
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC))
    made = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, SHA256())
    return made.public_bytes(Encoding.PEM)
