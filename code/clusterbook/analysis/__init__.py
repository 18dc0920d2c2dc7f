"""Frames in, numbers out; nothing here opens a file."""
