"""Who is told of what happened at the desk: notices, mentions, e-mail digests."""
