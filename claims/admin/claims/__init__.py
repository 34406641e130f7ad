"""The admin's list of claims and the page of one claim."""
