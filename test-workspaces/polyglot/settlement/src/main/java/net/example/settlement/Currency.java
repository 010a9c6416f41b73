package net.example.settlement;

public enum Currency {
    EUR,
    CHF {
        @Override
        long round(long cents) {
            return (cents + 2) / 5 * 5;
        }
    };

    long round(long cents) {
        return cents;
    }
}
