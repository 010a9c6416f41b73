"""A throw-away experiment; CODEOWNERS leaves it to no one."""

for size in ("small", "medium", "large"):
    print(size, len(size) * 3)
