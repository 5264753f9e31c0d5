"""Events (*mokymų renginiai*): one run of a programme, or one alone.

Whose work it is: methodologists write, announce, postpone and cancel; everybody reads; who takes
part finds the link and the materials.
"""
