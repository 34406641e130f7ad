"""Word lists the rules stand on, as data: one module for each kind of word."""
