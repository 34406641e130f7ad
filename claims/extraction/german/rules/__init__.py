"""The rules, one module a matter; ``table.py`` lists them all with their example sentences."""
