"""Libraries among their like: groups, and where a number stands in one.

`rules` is pure: spreads, percentiles, bands of rank, distances. `groups` says which groups a
library belongs to (inhabitants, kind, county, the staff's own, nearest neighbours, all), and
what the staff decided about them; `content` holds that, on the site's indicators.
"""
