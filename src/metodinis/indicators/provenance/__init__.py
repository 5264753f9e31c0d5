"""One figure opened (*iš kur skaičius*): its formula, the cells that it comes from as they were
typed, the report and its state, corrections and explanations.

For whoever may see the figure; what stands behind it is told by `values.interfaces.ISources`.
"""
