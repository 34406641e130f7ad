"""The engine for German text: who said what, in which words."""
