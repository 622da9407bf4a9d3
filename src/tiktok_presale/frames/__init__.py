"""
The same rules over columns: data frames, Arrow, DuckDB and Spark (extra: `frames`).
"""
