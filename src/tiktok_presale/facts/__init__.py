"""
What a caller tells the library: shops, products, promises, orders and their history.

Facts know no policy; rules bring the two together.
"""
