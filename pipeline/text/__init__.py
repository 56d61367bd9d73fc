"""What can be said of a text by itself: encoding, characters, sentences, personal data, duplicates."""
