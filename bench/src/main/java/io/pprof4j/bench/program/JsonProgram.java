// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Jackson: orders from JSON to objects and back, then the same document as a tree that is changed and written. */
final class JsonProgram implements Program {
    private static final int ORDERS = 400;
    private static final String[] WORDS = {"anvil", "bellows", "crucible", "die", "emery", "furnace", "gauge", "hammer"
    };

    private final ObjectMapper mapper = new ObjectMapper();
    private final byte[] document;

    /** @param lines what was ordered */
    record Order(long id, String customer, boolean paid, List<Line> lines) {}

    record Line(String product, int quantity, double price, List<String> tags) {}

    JsonProgram() throws IOException {
        document = mapper.writeValueAsBytes(orders(new Random(7)));
    }

    private static Order[] orders(Random random) {
        Order[] orders = new Order[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            List<Line> lines = new ArrayList<>();
            for (int l = random.nextInt(6); l >= 0; l--) {
                lines.add(new Line(
                        word(random) + " no. " + random.nextInt(1000),
                        1 + random.nextInt(20),
                        random.nextInt(100_000) / 100.0,
                        List.of(word(random), word(random))));
            }
            orders[i] = new Order(1_000_000L + i, "customer \"" + word(random) + "\"", random.nextBoolean(), lines);
        }
        return orders;
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    @Override
    public long operation() throws IOException {
        CRC32 sum = new CRC32();
        Order[] orders = mapper.readValue(document, Order[].class);
        sum.update(mapper.writeValueAsBytes(orders));
        JsonNode tree = mapper.readTree(document);
        for (JsonNode order : tree) {
            ((ObjectNode) order).put("items", order.get("lines").size()).remove("customer");
        }
        sum.update(mapper.writeValueAsBytes(tree));
        return sum.getValue();
    }

    @Override
    public long expected() {
        return 450_738_889L;
    }
}
