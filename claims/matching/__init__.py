"""Which claims say the same, contradict each other, or were checked elsewhere."""
