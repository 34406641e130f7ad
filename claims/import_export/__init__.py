"""Tables that leave the desk for a spreadsheet or a program, and come back.

``cells`` reads and writes the files, ``tables`` knows the columns, ``imports`` brings rows in
through the same verbs as the forms.
"""
