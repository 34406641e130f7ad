"""The API of the desk: needs a token, does what its owner may do."""
