"""What never applies to a library („Netaikoma“): said once, filled in every year.

The department's work. Only elements that the catalogue lets be "not applicable" are offered.
"""
