"""The book: postings are added, never changed."""

from billing.invoices import Invoice


class UnbalancedPosting(ValueError):
    pass


class Ledger:
    def __init__(self):
        self._postings = []

    def post(self, *amounts):
        if sum(amounts):
            raise UnbalancedPosting(amounts)
        self._postings.append(amounts)

    async def settle(self, invoice: Invoice):
        self.post(invoice.total, -invoice.total)
        await self._flush()

    async def _flush(self):
        pass


def replay(postings):
    ledger = Ledger()
    for posting in postings:
        ledger.post(*posting)
    return ledger
