"""The admin's login, user accounts and API tokens."""
