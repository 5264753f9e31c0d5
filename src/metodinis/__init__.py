"""The web home of a library methodology department and of the libraries of its territory.

The chain that everything here serves: collect, check, approve, publish, analyse, improve.
One package a domain; README.md has the map.
"""
