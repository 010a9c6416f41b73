package net.example.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The payments that go to the bank together. */
public final class SettlementBatch {
    private final List<Entry> entries = new ArrayList<>();
    private final Currency currency;

    public SettlementBatch() {
        this(Currency.CHF);
    }

    public SettlementBatch(Currency currency) {
        this.currency = currency;
    }

    public void add(String account, long cents) {
        entries.add(new Entry(account, currency.round(cents), Instant.now()));
    }

    public void add(Entry entry) {
        entries.add(entry);
    }

    public void forEach(Consumer<? super Entry> action) {
        entries.forEach(entry -> action.accept(entry));
    }

    static class Builder {
        private Currency currency = Currency.EUR;

        Builder currency(Currency currency) {
            this.currency = currency;
            return this;
        }

        SettlementBatch build() {
            return new SettlementBatch(currency);
        }
    }

    public record Entry(String account, long cents, Instant at) {
        public Entry {
            if (cents <= 0) {
                throw new IllegalArgumentException("nothing to settle");
            }
        }

        public boolean isLarge() {
            return cents > 1_000_000_00L;
        }
    }
}
