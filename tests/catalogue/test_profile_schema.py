"""The published schema says what the loader reads."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import Any

import jsonschema
import pytest

from breach.catalogue.profile_schema import profile_schema
from breach.catalogue.profiles import builtin_names, builtin_text, parse_profile
from breach.errors import InputError

LEAST = '[organisation]\nname = "Ajonc"\ntimezone = "Europe/Paris"\n'
DOCUMENT = '[[document]]\nid = "doc"\ntitle = "Politique"\n'
PROMISE = f'{DOCUMENT}[[commitment]]\nid = "p"\ndocument = "doc"\narticle = "1"\nsentence = "Nous dirons."\nto = "authority"\nduty = "notify"\n'


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(json.dumps(profile_schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", builtin_names())
def test_shipped_profiles_are_valid(validator: jsonschema.Draft202012Validator, name: str) -> None:
    errors = [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(plain(tomllib.loads(builtin_text(name))))]
    assert errors == []


@pytest.mark.parametrize("more", ["", "no_siren = true\n", 'siren = "unknown"\n', "[dpo]\n", '[contact]\ncivility = "M."\n'])
def test_what_the_loader_reads_is_valid(validator: jsonschema.Draft202012Validator, more: str) -> None:
    assert parse_profile(LEAST + more, "p.toml").organisation.name == "Ajonc"
    assert validator.is_valid(plain(tomllib.loads(LEAST + more)))


def test_dpo_unknown_is_valid(validator: jsonschema.Draft202012Validator) -> None:
    assert validator.is_valid(plain(tomllib.loads('dpo = "unknown"\n' + LEAST)))


@pytest.mark.parametrize(
    "text",
    [
        '[organisation]\nname = "Ajonc"\n',
        LEAST + "sirene = 1\n",
        LEAST + 'country = "France"\n',
        LEAST + 'naf_section = "Z"\n',
        LEAST + '[contact]\ncivility = "Mr"\n',
        LEAST + '[contact]\nemail = "sans-arobase"\n',
        LEAST + '[flags]\nnis3 = "no"\n',
        LEAST + '[legal_representative]\nphone = "+33 1 99 00 00 00"\n',
        LEAST + PROMISE + 'applies_when = { risk = "risk" }\n',
        LEAST + PROMISE + 'anchor = "aware_at"\napplies_when = { risk = "huge" }\n',
        LEAST + PROMISE + 'anchor = "aware_at"\napplies_when = { fact = "nature", is = "integrity" }\n',
        LEAST + PROMISE + 'anchor = "title"\napplies_when = { risk = "risk" }\n',
        LEAST + PROMISE + 'anchor = "aware_at"\nhours = 0\napplies_when = { risk = "risk" }\n',
    ],
)
def test_what_the_loader_refuses_is_not_valid(validator: jsonschema.Draft202012Validator, text: str) -> None:
    with pytest.raises(InputError):
        parse_profile(text, "p.toml")
    assert not validator.is_valid(plain(tomllib.loads(text)))
