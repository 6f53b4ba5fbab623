// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a request. What is unknown or cannot be read is refused: ignoring it would answer another question. */
final class Query {
    /** Nobody should have to wait longer for a profile, nor a program have to keep one going. */
    static final int MAX_SECONDS = 3600;

    private final Map<String, String> values = new LinkedHashMap<>();

    private Query() {}

    /**
     * Reads {@code name=value&name=value}.
     *
     * @param accepted the names that may occur
     */
    static Query parse(String text, Set<String> accepted) throws Refusal {
        Query query = new Query();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                query.add(pair, accepted);
            }
        }
        return query;
    }

    private void add(String pair, Set<String> accepted) throws Refusal {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (!accepted.contains(name)) {
            String known = accepted.isEmpty() ? "none" : String.join(", ", new TreeSet<>(accepted));
            throw new Refusal(400, "unknown parameter \"" + name + "\" - accepted here: " + known);
        }
        if (values.putIfAbsent(name, value) != null) {
            throw new Refusal(400, "parameter \"" + name + "\" is there twice - must be there once");
        }
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(400, "cannot read \"" + text + "\" in the query - must be URL-encoded");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** 0 if it is not there. */
    int debug() throws Refusal {
        return number("debug", 0, 0, Integer.MAX_VALUE, "must be 0 for a protocol buffer, 1 or 2 for text");
    }

    /** False if it is not there. */
    boolean flag(String name) throws Refusal {
        return number(name, 0, 0, Integer.MAX_VALUE, "must be 0 or 1") > 0;
    }

    /** How long to measure. */
    Duration seconds(int otherwise) throws Refusal {
        int seconds = number("seconds", otherwise, 1, Integer.MAX_VALUE, "must be a positive integer");
        if (seconds > MAX_SECONDS) {
            throw invalid("seconds", "must be at most " + MAX_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    /** How long to measure, to the millisecond. */
    Duration fractionalSeconds(int otherwise) throws Refusal {
        String value = values.get("seconds");
        if (value == null) {
            return Duration.ofSeconds(otherwise);
        }
        if (!value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(value) < 0.001) {
            throw invalid("seconds", "must be a positive number");
        }
        double seconds = Double.parseDouble(value);
        if (seconds > MAX_SECONDS) {
            throw invalid("seconds", "must be at most " + MAX_SECONDS);
        }
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /** One of the words, the first of them if it is not there. */
    String word(String name, String... words) throws Refusal {
        String value = values.getOrDefault(name, words[0]);
        if (!Set.of(words).contains(value)) {
            throw invalid(name, "must be " + String.join(" or ", words));
        }
        return value;
    }

    /** A whole number, refused with the sentence if it is not within bounds. */
    int number(String name, int otherwise, int min, int max, String accepted) throws Refusal {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below
        }
        throw invalid(name, accepted);
    }

    private static Refusal invalid(String name, String accepted) {
        return new Refusal(400, "invalid value for \"" + name + "\" - " + accepted);
    }
}
