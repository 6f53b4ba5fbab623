// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses and writes JSON, always the same, and prints the bytes that the JVM counted meanwhile. */
final class JacksonWorkload {
    private static final int WARM_UP = 100;
    private static final int OPERATIONS = 300;

    private JacksonWorkload() {}

    public static void main(String[] arguments) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(document());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < WARM_UP; i++) {
            operation(mapper, json);
        }
        long before = threads.getThreadAllocatedBytes(thread);
        measured(mapper, json);
        System.out.println(threads.getThreadAllocatedBytes(thread) - before);
    }

    private static void measured(ObjectMapper mapper, String json) throws IOException {
        for (int i = 0; i < OPERATIONS; i++) {
            operation(mapper, json);
        }
    }

    private static void operation(ObjectMapper mapper, String json) throws IOException {
        JsonNode tree = mapper.readTree(json);
        Map<?, ?> map = mapper.readValue(json, Map.class);
        if (mapper.writeValueAsBytes(tree).length != json.length()
                || mapper.writeValueAsString(map).length() != json.length()) {
            throw new IllegalStateException("the round trip changed the document");
        }
    }

    private static Object document() {
        List<Object> orders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("id", i);
            order.put("customer", "customer-" + i * 31);
            order.put("total", i * 12.25);
            order.put("paid", i % 3 == 0);
            order.put("items", List.of("apples", "pears", i + 1_000_000));
            orders.add(order);
        }
        return Map.of("orders", orders);
    }
}
