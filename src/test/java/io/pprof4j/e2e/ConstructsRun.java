// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Frame;
import io.pprof4j.profile.Location;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link ConstructsProgram} allocated under the agent in exact mode, and how large the objects are there. */
final class ConstructsRun implements AllocatedObjects {
    private static final String PACKAGE = "io.pprof4j.e2e.";
    private static final String MEASURED = PACKAGE + "ConstructsProgram.measured";

    private final Profile profile;
    private final Map<String, Long> sizes;
    private final long operations;

    private ConstructsRun(Profile profile, Map<String, Long> sizes, long operations) {
        this.profile = profile;
        this.sizes = sizes;
        this.operations = operations;
    }

    /** Objects of one type and size. */
    private record Counted(long objects, long bytes) {
        Counted plus(Counted other) {
            return new Counted(objects + other.objects, bytes + other.bytes);
        }
    }

    /**
     * Runs the program to its end.
     *
     * @param kind of thread: threads or virtual
     * @param threads how many run the constructs
     * @param warmUps how often each construct runs before that
     * @param repetitions how often each thread runs each construct
     */
    static ConstructsRun of(String kind, int threads, int warmUps, int repetitions, String... jvmArguments)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("constructs", ".pb.gz");
        try {
            ForkedJvm.Result result = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + file)
                    .jvm(jvmArguments)
                    .run(
                            ConstructsProgram.class,
                            kind,
                            Integer.toString(threads),
                            Integer.toString(warmUps),
                            Integer.toString(repetitions));
            assertThat(result.err()).as("standard error").doesNotContain("pprof4j:", "Exception");
            assertThat(result.exitCode()).isZero();
            return new ConstructsRun(
                    ProfileReader.read(file), ObjectSizeOracle.ask(jvmArguments), (long) threads * repetitions);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void allocates(String construct, String... keys) throws IOException {
        assertThat(recorded(construct, leaf -> true)).as(construct).isEqualTo(expected(construct, keys));
        assertThat(lines(construct)).as("lines of " + construct).isSubsetOf(AllocatedObjects.line(construct));
    }

    @Override
    public void allocatesIn(String leaf, String construct, String... keys) throws IOException {
        assertThat(recorded(construct, leaf::equals)).as(construct).isEqualTo(expected(construct, keys));
    }

    @Override
    public void allocatesOutside(String leaf, String construct, String... keys) throws IOException {
        assertThat(recorded(construct, f -> !f.equals(leaf))).as(construct).isEqualTo(expected(construct, keys));
        assertThat(lines(construct)).as("lines of " + construct).isSubsetOf(AllocatedObjects.line(construct));
    }

    private Map<String, Counted> expected(String construct, String... keys) {
        Map<String, Counted> expected = new TreeMap<>();
        for (String key : keys) {
            String full = AllocatedObjects.fullKey(construct, key);
            Long size = sizes.get(full);
            assertThat(size).as("size of " + full).isNotNull();
            String type = AllocatedObjects.type(full);
            expected.merge(type + " of " + size, new Counted(operations, operations * size), Counted::plus);
        }
        return expected;
    }

    private Map<String, Counted> recorded(String construct, java.util.function.Predicate<String> leaf) {
        return samples(construct)
                .filter(s -> leaf.test(s.stack().get(0).frames().get(0).function()))
                .collect(Collectors.toMap(
                        s -> label(s, "type") + " of " + label(s, "bytes"),
                        s -> new Counted(s.value(0), s.value(1)),
                        Counted::plus,
                        TreeMap::new));
    }

    private List<Long> lines(String construct) {
        return samples(construct)
                .map(s -> frame(s, PACKAGE + construct).orElseThrow().line())
                .distinct()
                .toList();
    }

    private Stream<Sample> samples(String construct) {
        return profile.samples().stream()
                .filter(s -> frame(s, MEASURED).isPresent()
                        && frame(s, PACKAGE + construct).isPresent());
    }

    private static Optional<Frame> frame(Sample sample, String function) {
        return sample.stack().stream()
                .map(Location::frames)
                .flatMap(List::stream)
                .filter(f -> f.function().equals(function))
                .findFirst();
    }

    private static String label(Sample sample, String key) {
        return sample.labels().stream()
                .filter(l -> l.key().equals(key))
                .map(l -> l.str().isEmpty() ? Long.toString(l.num()) : l.str())
                .findFirst()
                .orElse("");
    }
}
