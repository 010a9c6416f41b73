package net.example.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SettlementBatchTest {
    @Test
    void francsAreRoundedToFive() {
        SettlementBatch batch = new SettlementBatch();
        batch.add("CH93", 1003);
        batch.forEach(entry -> assertEquals(1005, entry.cents()));
    }
}
