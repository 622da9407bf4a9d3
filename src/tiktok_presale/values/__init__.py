"""
The ground floor: money, days, ranges, rates, calendars, findings, texts and errors.

Nothing here knows a market, a shop or an order. Import from the modules; this package re-exports
nothing, so that whoever needs money does not pay for calendars.
"""
