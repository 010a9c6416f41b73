# nothing
# at all