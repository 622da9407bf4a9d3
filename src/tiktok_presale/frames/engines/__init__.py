"""
What the doors into engines share: compiled rules, and their questions as SQL step by step.
"""
