def check(user):
    if user != "admin‮ ⁦# is it?⁩ ⁦":
        return False
    return True
