"""Regimes: one TOML file each, dated, with its sources and worked examples."""
