// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the constructs allocated in {@link CountedConstructs}, wherever in the JVM, and how large the objects are there. */
final class CountedRun implements AllocatedObjects {
    private static final Pattern LINE =
            Pattern.compile("(\\d+) (\\d+) (?<function>\\S+) (?<line>-?\\d+) (?<type>\\S+) (\\d+) (\\d+)");

    private final Map<String, List<Counted>> byConstruct = new TreeMap<>();
    private final Map<String, Long> sizes;
    private final long operations;

    private CountedRun(Map<String, Long> sizes, long operations) {
        this.sizes = sizes;
        this.operations = operations;
    }

    /** Objects of one type that one line allocated. */
    private record Counted(String function, long line, String type, long objects, long bytes) {}

    /** Sums of objects and of bytes. */
    private record Sum(long objects, long bytes) {
        Sum plus(Sum other) {
            return new Sum(objects + other.objects, bytes + other.bytes);
        }
    }

    /** Runs them all, each so many times on so many threads at once. */
    static CountedRun of(int threads, int warmUps, int repetitions, String... jvmArguments)
            throws IOException, InterruptedException {
        ForkedJvm.Result result = ForkedJvm.withAgent("alloccount=1")
                .jvm(jvmArguments)
                .run(CountedConstructs.class, "" + threads, "" + warmUps, "" + repetitions);
        assertThat(result.err()).as("standard error").doesNotContain("pprof4j:", "Exception");
        assertThat(result.exitCode()).isZero();
        CountedRun run = new CountedRun(ObjectSizeOracle.ask(jvmArguments), (long) threads * repetitions);
        List<List<String>> names = new ArrayList<>();
        for (Class<?> constructs : CountedConstructs.CLASSES) {
            names.add(names(constructs.getSimpleName()));
        }
        result.out().lines().map(LINE::matcher).filter(Matcher::matches).forEach(m -> run.add(names, m));
        return run;
    }

    /** The methods of {@code ALL}, in its order. */
    private static List<String> names(String constructs) throws IOException {
        Pattern element = Pattern.compile("\\s+" + constructs + "::(\\w+),");
        return AllocatedObjects.source(constructs).stream()
                .map(element::matcher)
                .filter(Matcher::matches)
                .map(matcher -> constructs + "." + matcher.group(1))
                .toList();
    }

    private void add(List<List<String>> names, Matcher m) {
        String construct = names.get(Integer.parseInt(m.group(1))).get(Integer.parseInt(m.group(2)));
        byConstruct
                .computeIfAbsent(construct, c -> new ArrayList<>())
                .add(new Counted(
                        m.group("function"),
                        Long.parseLong(m.group("line")),
                        m.group("type"),
                        Long.parseLong(m.group(6)),
                        Long.parseLong(m.group(7))));
    }

    @Override
    public void allocates(String construct, String... keys) throws IOException {
        allocatesIf(function -> true, construct, keys);
    }

    @Override
    public void allocatesIn(String leaf, String construct, String... keys) throws IOException {
        allocatesIf(leaf::equals, construct, keys);
    }

    @Override
    public void allocatesOutside(String leaf, String construct, String... keys) throws IOException {
        allocatesIf(function -> !function.equals(leaf), construct, keys);
    }

    private void allocatesIf(Predicate<String> leaf, String construct, String... keys) throws IOException {
        Map<String, Sum> counted = new TreeMap<>();
        for (Counted c : byConstruct.getOrDefault(construct, List.of())) {
            if (c.function.endsWith("." + construct)) {
                assertThat(c.line).as("line of " + construct).isEqualTo(AllocatedObjects.line(construct));
            }
            if (leaf.test(c.function)) {
                counted.merge(c.type, new Sum(c.objects, c.bytes), Sum::plus);
            }
        }
        assertThat(counted).as(construct).isEqualTo(expected(construct, keys));
    }

    private Map<String, Sum> expected(String construct, String... keys) {
        Map<String, Sum> expected = new TreeMap<>();
        for (String key : keys) {
            String full = AllocatedObjects.fullKey(construct, key);
            Long size = sizes.get(full);
            assertThat(size).as("size of " + full).isNotNull();
            expected.merge(AllocatedObjects.type(full), new Sum(operations, operations * size), Sum::plus);
        }
        return expected;
    }
}
