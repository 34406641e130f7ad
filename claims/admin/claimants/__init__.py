"""The admin pages of claimants, and the form field that picks one."""
