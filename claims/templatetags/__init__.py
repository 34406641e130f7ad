"""One tag library, over what claims.presentation offers."""
