"""
Policies compiled once, for whoever asks the same question of shop after shop or order after order.

The answers are the very values that the plain rules give, equal in every field; they are only made
sooner, and what nobody reads of them is not made at all. Nothing here is loaded before somebody
compiles: ask `tiktok_presale.eligibility.compiled` or `tiktok_presale.overdue.compiled`.
"""
