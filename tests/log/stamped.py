"""A real answer of a throw-away time-stamp service over the head of a sample (entry 9 of ``attested``), its certificate, and that one's root.

Made once by ``openssl ts -reply -chain`` (EXERCICE): the certificates in it lie in the order in which services send them.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from tests.log.sample import STORE, anchored, attested_members, proof_of, signed, sound

STAMPED_AT = "2026-11-25T08:35:16Z"
BY = "CN=EXERCICE horodatage"
TOKEN = base64.b64decode("""
MIIFFzADAgEAMIIFDgYJKoZIhvcNAQcCoIIE/zCCBPsCAQMxDzANBglghkgBZQMEAgEFADBxBgsqhkiG9w0BCRABBKBiBGAwXgIBAQYDKgMEMDEwDQYJYIZI
AWUDBAIBBQAEIMwG6mcjiPlgZfs2XvM8VXE9TEuGDtbxypYHQSzIuDFEAgEDGA8yMDI2MTEyNTA4MzUxNlowAwIBAQIIRYHlViek6KSgggMlMIIBpjCCAUyg
AwIBAgIUTmKXnloVvM6FGGQP99lb37sKFiIwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPRVhFUkNJQ0UgcmFjaW5lMCAXDTI2MTEyNTA4MzUxNloYDzIxMjYx
MTAxMDgzNTE2WjAeMRwwGgYDVQQDDBNFWEVSQ0lDRSBob3JvZGF0YWdlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFM0D3b0N5lHmMxwf4p+iWSpjTk82
piu4iI0izJ8y352meRhOtltQuk3Ew6p/fIoAHQ2FGjx64Kmrp2Hhg6VskaNqMGgwDgYDVR0PAQH/BAQDAgeAMBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMB0G
A1UdDgQWBBSkwquJVcbDv2aq1xrjWe52q9M0CTAfBgNVHSMEGDAWgBS9Ez9XwfcL6ele2x80RnffeC6NkDAKBggqhkjOPQQDAgNIADBFAiBU4IcEkAESOk0m
4uF0CGFqedtyVRNpcGSX/vGE1ZLWnQIhAL3ohba0uoi+Krp7lEud14BYwxSfK92CLO2ALY/v+fDmMIIBdzCCAR2gAwIBAgIUAPGugpTVpIVVA0A1KpIsuGbF
2VMwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPRVhFUkNJQ0UgcmFjaW5lMCAXDTI2MTEyNTA4MzUxNloYDzIxMjYxMTAxMDgzNTE2WjAaMRgwFgYDVQQDDA9F
WEVSQ0lDRSByYWNpbmUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQXacaCrIhqB7bxVg3Nf6iMIcGeEJMsGCcJco3qImXfLen/filIwUxcnANXSTq/pWuA
7clAG0QecEIfL/C+sOrdoz8wPTAPBgNVHRMBAf8EBTADAQH/MAsGA1UdDwQEAwIBBjAdBgNVHQ4EFgQUvRM/V8H3C+npXtsfNEZ333gujZAwCgYIKoZIzj0E
AwIDSAAwRQIhAKjULKZxmZN67EkIGt4itJ4CrnVYY8WSt2oQcosmcCoqAiBCCQaEHBIVQopfg968i6h8+qAwyUgEDEUulFmqJwGl2zGCAUcwggFDAgEBMDIw
GjEYMBYGA1UEAwwPRVhFUkNJQ0UgcmFjaW5lAhROYpeeWhW8zoUYZA/32VvfuwoWIjANBglghkgBZQMEAgEFAKCBpDAaBgkqhkiG9w0BCQMxDQYLKoZIhvcN
AQkQAQQwHAYJKoZIhvcNAQkFMQ8XDTI2MTEyNTA4MzUxNlowLwYJKoZIhvcNAQkEMSIEIOZMalz7ly+ceAuZmDBp1tjRvtg5Td0mTkRtOuLPF9HSMDcGCyqG
SIb3DQEJEAIvMSgwJjAkMCIEIA0o1PscapHUGjmCy6Wu6jzBW3Up57G11vNvDoJfjewGMAoGCCqGSM49BAMCBEgwRgIhAJAca8PJLu6+ioCwjedTb1Gpu1cc
On3I+M78CxzWZh7WAiEAv3RmEiYEd36dzkR2U90MYXxhJKPV3TE/Q8bUOSJoNVI=
""")
ROOT = b"""-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUAPGugpTVpIVVA0A1KpIsuGbF2VMwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPRVhFUkNJQ0UgcmFjaW5lMCAXDTI2MTEyNTA4MzUxNloYDzIx
MjYxMTAxMDgzNTE2WjAaMRgwFgYDVQQDDA9FWEVSQ0lDRSByYWNpbmUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAQXacaCrIhqB7bxVg3Nf6iMIcGeEJMsGCcJco3q
ImXfLen/filIwUxcnANXSTq/pWuA7clAG0QecEIfL/C+sOrdoz8wPTAPBgNVHRMB
Af8EBTADAQH/MAsGA1UdDwQEAwIBBjAdBgNVHQ4EFgQUvRM/V8H3C+npXtsfNEZ3
33gujZAwCgYIKoZIzj0EAwIDSAAwRQIhAKjULKZxmZN67EkIGt4itJ4CrnVYY8WS
t2oQcosmcCoqAiBCCQaEHBIVQopfg968i6h8+qAwyUgEDEUulFmqJwGl2w==
-----END CERTIFICATE-----
"""
OWN = b"""-----BEGIN CERTIFICATE-----
MIIBpjCCAUygAwIBAgIUTmKXnloVvM6FGGQP99lb37sKFiIwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPRVhFUkNJQ0UgcmFjaW5lMCAXDTI2MTEyNTA4MzUxNloYDzIx
MjYxMTAxMDgzNTE2WjAeMRwwGgYDVQQDDBNFWEVSQ0lDRSBob3JvZGF0YWdlMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFM0D3b0N5lHmMxwf4p+iWSpjTk82piu4
iI0izJ8y352meRhOtltQuk3Ew6p/fIoAHQ2FGjx64Kmrp2Hhg6VskaNqMGgwDgYD
VR0PAQH/BAQDAgeAMBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMB0GA1UdDgQWBBSk
wquJVcbDv2aq1xrjWe52q9M0CTAfBgNVHSMEGDAWgBS9Ez9XwfcL6ele2x80Rnff
eC6NkDAKBggqhkjOPQQDAgNIADBFAiBU4IcEkAESOk0m4uF0CGFqedtyVRNpcGSX
/vGE1ZLWnQIhAL3ohba0uoi+Krp7lEud14BYwxSfK92CLO2ALY/v+fDm
-----END CERTIFICATE-----
"""


def stamped_head() -> str:
    """The hash that was stamped."""
    chain = sound()
    signed(chain, 7)
    return chain.head


def stamped(token: bytes = TOKEN, roots: bytes = b"", **about_the_key: Any) -> dict[str, bytes]:
    """The members of an export whose entry 9 is stamped, whose certificates (``roots``) may lie beside, and whose key is proved."""
    chain = sound()
    signed(chain, 7)
    held = anchored(chain, 9, token, **({"authority_sha256": hashlib.sha256(roots).hexdigest()} if roots else {}))
    return attested_members(chain, held, roots=roots, store=STORE, **{"proof": proof_of(), **about_the_key})
