"""The shared look: style sheet, macros, header and footer, and how a page writes numbers.

Every other domain builds its pages of `@@mtd-macros` and `views.PageView`; `@@design`
shows each macro alive to the staff.
"""
