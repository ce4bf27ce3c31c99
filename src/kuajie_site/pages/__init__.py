"""What all pages share: the frame, the words, the parts of answers, the home page."""
