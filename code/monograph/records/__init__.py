"""What the book is called, who made it, where it stands, and how to cite it."""
