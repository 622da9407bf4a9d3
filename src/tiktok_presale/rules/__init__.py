"""
One question, one module: pure functions from facts, policy and instant to a value.
"""
