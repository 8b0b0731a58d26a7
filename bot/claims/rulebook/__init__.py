"""What each rule tells of itself: pattern in words, example, what it will not match, how sure it is."""
