"""Example sentences, right and wrong ones, that say what each rule is for and test it."""
