"""The workbench: an article's text with its claims, accepted and corrected one by one."""
