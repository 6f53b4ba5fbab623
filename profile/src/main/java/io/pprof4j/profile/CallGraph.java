// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The functions of a profile with their flat and cumulative values, and the calls between them, as pprof builds them.
 * A function is known by its name.
 */
final class CallGraph {

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final IdentityHashMap<Location, List<Optional<Node>>> nodesByLocation = new IdentityHashMap<>();
    private final Predicate<String> kept;

    /** Counts samples from 1; who carries the number of the current one was counted for it already. */
    private long sampleNumber;

    private CallGraph(Predicate<String> kept) {
        this.kept = kept;
    }

    /**
     * Adds up one sample value per function.
     *
     * @param kept the functions to include; calls lead over those left out, and what these had of their own is lost
     */
    static CallGraph of(Profile profile, int sampleIndex, Predicate<String> kept) {
        CallGraph graph = new CallGraph(kept);
        for (Sample sample : profile.samples()) {
            if (sample.value(sampleIndex) != 0) {
                graph.add(sample.stack(), sample.value(sampleIndex));
            }
        }
        return graph;
    }

    /** The functions that have any value. */
    List<Node> nodes() {
        return nodes.values().stream()
                .filter(node -> node.cum != 0 || node.flat != 0)
                .toList();
    }

    /** Walks from the root, so that the last function kept is the leaf; each function and call counts once. */
    private void add(List<Location> stack, long value) {
        sampleNumber++;
        Node parent = null;
        boolean leafDropped = false;
        for (int i = stack.size() - 1; i >= 0; i--) {
            List<Optional<Node>> lines = nodesByLocation.computeIfAbsent(stack.get(i), this::nodesOf);
            for (int line = lines.size() - 1; line >= 0; line--) {
                leafDropped = lines.get(line).isEmpty();
                if (leafDropped) {
                    continue;
                }
                Node node = lines.get(line).get();
                node.addCum(value, sampleNumber);
                if (parent != null && parent != node) {
                    node.addCall(parent, value, line != lines.size() - 1, sampleNumber);
                }
                parent = node;
            }
        }
        if (parent != null && !leafDropped) {
            parent.flat += value;
        }
    }

    /** The functions of a location leaf first, empty for those left out; without symbols, its binary, as in pprof. */
    private List<Optional<Node>> nodesOf(Location location) {
        String file = location.mapping().fileName();
        String binary = file.isEmpty() ? "<unknown>" : "[" + baseName(file) + "]";
        List<String> names = location.frames().isEmpty()
                ? List.of(binary)
                : location.frames().stream()
                        .map(frame -> frame.function().isEmpty() ? binary : frame.function())
                        .toList();
        return names.stream()
                .map(name ->
                        kept.test(name) ? Optional.of(nodes.computeIfAbsent(name, Node::new)) : Optional.<Node>empty())
                .toList();
    }

    /** The last element of a path. */
    static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** One function. Compared by identity; there is one per name in a graph. */
    static final class Node {
        private final String name;
        private final Map<Node, Incoming> callers = new HashMap<>();
        private long flat;
        private long cum;
        private long lastSample;

        private Node(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        /** The value of the samples whose leaf this is. */
        long flat() {
            return flat;
        }

        /** The value of the samples that this is part of, counting recursion once. */
        long cum() {
            return cum;
        }

        /** {@code " (inline)"} when all calls of it weighing at least {@code cutoff} are, {@code " (partial-inline)"} when some. */
        String inlineMark(long cutoff) {
            Set<Boolean> kinds = new HashSet<>();
            for (Incoming call : callers.values()) {
                if (Math.abs(call.weight) >= cutoff) {
                    kinds.add(call.inline);
                }
            }
            if (!kinds.contains(true)) {
                return "";
            }
            return kinds.contains(false) ? " (partial-inline)" : " (inline)";
        }

        private void addCum(long value, long sampleNumber) {
            if (lastSample != sampleNumber) {
                lastSample = sampleNumber;
                cum += value;
            }
        }

        private void addCall(Node caller, long value, boolean inline, long sampleNumber) {
            Incoming call = callers.computeIfAbsent(caller, key -> new Incoming(inline));
            if (call.lastSample != sampleNumber) {
                call.lastSample = sampleNumber;
                call.weight += value;
                call.inline &= inline;
            }
        }
    }

    /** The calls from one function to another; they are inlined only if all are. */
    private static final class Incoming {
        private long weight;
        private boolean inline;
        private long lastSample;

        Incoming(boolean inline) {
            this.inline = inline;
        }
    }
}
