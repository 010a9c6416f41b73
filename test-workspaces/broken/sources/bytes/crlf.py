def with_crlf():
    """Two
    lines."""
    return 1
