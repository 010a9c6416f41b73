import json
import urllib.request


class PaymentGateway:
    def __init__(self, address, version):
        self.address = address
        self.version = version

    def post(self, path, body):
        request = urllib.request.Request(
            self.address + path,
            data=json.dumps(body).encode("utf-8"),
            headers={"User-Agent": "legacy-shop/%s" % self.version},
        )
        with urllib.request.urlopen(request) as response:
            return json.load(response)


def charge(gateway, card, cents):
    if cents <= 0:
        return None
    return gateway.post("/charges", {"card": card, "amount": cents})


def refund(gateway, receipt):
    return gateway.post("/refunds", {"charge": receipt["id"]})
