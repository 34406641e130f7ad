"""How each language writes dates, where Django's way is not ours."""
