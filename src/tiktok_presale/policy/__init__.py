"""
The dated book of rules: what a market's policy said on a day, and where that is written.

`packs/*.toml` is the data; the modules here read it and know nothing of shops and orders.
"""
