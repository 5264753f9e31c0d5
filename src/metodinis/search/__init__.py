"""Finding things in the whole site (*paieška*): words in any inflection, with or without accents.

The catalog's text indexes know each word as it is written (folded: no case, no accents) and by
its stem; a word as it was typed ranks before its other forms. The room knows the other domains
through the catalog alone: a domain names its kind of results by a utility `IKind`, and what lies
in no catalog by an adapter `ISource` (interfaces.py); its objects fall under a year and a library
by their attributes `year` and `library_uid` (catalog.py).
"""
