"""How every surface shows text, labels, dates and changes."""
