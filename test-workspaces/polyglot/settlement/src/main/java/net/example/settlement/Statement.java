package net.example.settlement;

/** What the bank is told. */
public interface Statement {
    String text();

    default int length() {
        return text().length();
    }

    static Statement of(SettlementBatch batch) {
        StringBuilder out = new StringBuilder();
        batch.forEach(entry -> out.append(entry.account()).append(' ').append(entry.cents()).append('\n'));
        return new Statement() {
            @Override
            public String text() {
                return out.toString();
            }
        };
    }
}
