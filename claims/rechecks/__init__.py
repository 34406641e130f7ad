"""The world changes: cited passages are looked at again, and findings are recorded."""
