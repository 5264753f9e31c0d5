"""Changing the indicators in the site: single rows, whole tables, earlier versions.

For those with `metodinis: Manage Indicators`. What is stored goes through `../operations.py`.
"""
