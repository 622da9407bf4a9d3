"""
A second, slow ledger of plain dictionaries and lists: everything is counted anew at every question.

It shares no code with the library. A scope is a dictionary of names; a limit is a number at one.
"""

from __future__ import annotations

from datetime import datetime


def utc_of(instant):
    """
    An instant as a number of seconds, which compares however it was written.
    """
    return instant.timestamp()


def fits(scope, hold, sku):
    """
    Whether units of *sku* in a hold count in a scope.
    """
    return all((sku if name == "sku" else hold[name]) == wanted for name, wanted in scope.items())


class Model:
    """
    The rules of the ledger, said again in the simplest way.
    """

    def __init__(self, limits, waves=()):
        self.limits = [(dict(scope), units) for scope, units in limits]
        self.waves = [dict(wave) for wave in waves]
        self.holds = {}
        self.keys = {}
        self.withdrawn = []
        self.seen = None

    # What is asked.

    def now(self, at: datetime):
        """
        No instant lies before the latest change.
        """
        return utc_of(at) if self.seen is None else max(utc_of(at), self.seen)

    def state(self, hold, now):
        """
        What has become of a hold: on its expiry it is gone.
        """
        if hold["state"] == "held" and hold["expires"] <= now:
            return "expired"
        return hold["state"]

    def taken(self, scope, now, state):
        """
        Units of a scope in holds of one state.
        """
        return sum(
            units
            for hold in self.holds.values()
            if self.state(hold, now) == state
            for sku, units in hold["lines"].items()
            if fits(scope, hold, sku)
        )

    def limit_of(self, scope):
        """
        The limit of a scope: a buyer's own one, else the one for each buyer.
        """
        if set(scope) == {"wave"}:
            return next(wave["units"] for wave in self.waves if wave["name"] == scope["wave"])
        each = None
        for known, units in self.limits:
            if known == scope:
                return units
            if "buyer" in scope and known == {**scope, "buyer": "*"}:
                each = units
        return each

    def is_open(self, name, now):
        """
        Whether a wave is open.
        """
        names = [wave["name"] for wave in self.waves]
        place = names.index(name)
        wave = self.waves[place]
        later = [other["opens"] for other in self.waves[place + 1 :]]
        return wave["opens"] <= now and not self.is_over(wave, later, now)

    @staticmethod
    def is_over(wave, later, now):
        """
        Whether a wave's last second has passed, or the next wave has opened.
        """
        if wave["closes"] is not None and now >= wave["closes"] + 1:
            return True
        return any(opens <= now for opens in later)

    def wave_limit(self, name, now):
        """
        A wave's units with what came over from those before it, less what went on to the next.
        """
        carried = 0
        for place, wave in enumerate(self.waves):
            units = wave["units"] + carried
            later = [other["opens"] for other in self.waves[place + 1 :]]
            scope = {"wave": wave["name"]}
            used = sum(self.taken(scope, now, state) for state in ("held", "committed"))
            left = units - used - self.back(scope)
            goes = wave["carries_over"] and later and self.is_over(wave, later, now)
            carried = max(left, 0) if goes else 0
            if wave["name"] == name:
                return units - carried
        raise AssertionError(name)

    def back(self, scope):
        """
        Units of a scope that the seller took back.
        """
        return sum(units for known, units in self.withdrawn if known == scope)

    def balance(self, scope, at):
        """
        Limit, available, held, committed, withdrawn and closed units of a scope.
        """
        now = self.now(at)
        held, committed = (self.taken(scope, now, state) for state in ("held", "committed"))
        limit, back, closed = self.limit_of(scope), self.back(scope), 0
        if limit is None:
            return None, None, held, committed, back, 0
        if set(scope) == {"wave"}:
            limit = self.wave_limit(scope["wave"], now)
        if "wave" in scope and not self.is_open(scope["wave"], now):
            closed = max(limit - held - committed - back, 0)
        free = limit - held - committed - back - closed
        return limit, free, held, committed, back + closed, closed

    # What is done. Each tells whether it was allowed, and whether it was a retry.

    def command(self, key, content):
        """
        Whether a key is new ("new"), a retry ("repeat") or used for something else ("conflict").
        """
        if key not in self.keys:
            return "new"
        return "repeat" if self.keys[key] == content else "conflict"

    def done(self, key, content, at):
        """
        Remember a command, and every hold that has expired by now.
        """
        self.keys[key] = content
        self.settle(at)
        self.seen = self.now(at)

    def settle(self, at):
        """
        Write down what has expired.
        """
        now = self.now(at)
        for hold in self.holds.values():
            if self.state(hold, now) == "expired" and hold["state"] == "held":
                hold["state"] = "expired"
                self.seen = now

    def hold(self, key, lines, names, lasts, at):
        """
        Take units: all of them, or none.
        """
        now = self.now(at)
        names = dict(names)
        if self.waves:
            is_open = [wave["name"] for wave in self.waves if self.is_open(wave["name"], now)]
            if not is_open or names["wave"] not in (None, is_open[0]):
                return False
            names["wave"] = is_open[0]
        wanted = {**names, "lines": {}}
        for sku, units in lines:
            wanted["lines"][sku] = wanted["lines"].get(sku, 0) + units
        if lasts <= 0:
            return False
        scopes = [dict(scope) for scope, _ in self.limits]
        scopes += [{"wave": wave["name"]} for wave in self.waves]
        for scope in scopes:
            if "buyer" in scope:
                scope["buyer"] = wanted["buyer"]
            units = sum(n for sku, n in wanted["lines"].items() if fits(scope, wanted, sku))
            free = self.balance(scope, at)[1]
            if units and free is not None and units > free:
                return False
        self.holds[key] = {**wanted, "state": "held", "expires": now + lasts}
        return True

    def move(self, hold, at, *states):
        """
        The hold, if it is in one of some states.
        """
        found = self.holds.get(hold)
        return found if found and self.state(found, self.now(at)) in states else None

    def extend(self, hold, lasts, at):
        """
        Let a hold last longer.
        """
        found, until = self.move(hold, at, "held"), self.now(at) + lasts
        if found is None or until <= found["expires"]:
            return False
        found["expires"] = until
        return True

    def commit(self, hold, at):
        """
        Turn a hold into a sale.
        """
        found = self.move(hold, at, "held")
        if found is None:
            return False
        found["state"] = "committed"
        return True

    def release(self, hold, lines, at):
        """
        Give units back.
        """
        found = self.move(hold, at, "held", "committed")
        if found is None:
            return False
        back = dict(found["lines"]) if lines is None else dict(lines)
        if any(units > found["lines"].get(sku, 0) for sku, units in back.items()):
            return False
        left = {sku: units - back.get(sku, 0) for sku, units in found["lines"].items()}
        if any(left.values()):
            found["lines"] = {sku: units for sku, units in left.items() if units}
        else:
            found["state"] = "released"
        return True

    def withdraw(self, scope, units, at):
        """
        Take units back from sale.
        """
        limit, free, _, _, _, closed = self.balance(scope, at)
        if limit is None or units > max(free, 0) + closed:
            return False
        self.withdrawn.append((scope, units))
        return True

    def restore(self, scope, units):
        """
        Put units on sale again.
        """
        if units > self.back(scope):
            return False
        self.withdrawn.append((scope, -units))
        return True

    def set_limit(self, scope, units, at):
        """
        Set a limit: up at will, down as far as units are free.
        """
        old = self.limit_of(scope)
        if scope.get("buyer") != "*" and (old is None or units < old):
            if set(scope) == {"wave"}:
                _, free, _, _, _, closed = self.balance(scope, at)
                if old - units > max(free, 0) + closed:
                    return False
            else:
                now = self.now(at)
                used = sum(self.taken(scope, now, state) for state in ("held", "committed"))
                if units < used + self.back(scope):
                    return False
        if set(scope) == {"wave"}:
            next(wave for wave in self.waves if wave["name"] == scope["wave"])["units"] = units
            return True
        self.limits = [one for one in self.limits if one[0] != scope] + [(dict(scope), units)]
        return True
