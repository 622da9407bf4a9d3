"""
The edge: platform payloads into facts, answers out to JSON and tables, and what needs extras.

Nothing here is imported by the face; import the module you need.
"""
