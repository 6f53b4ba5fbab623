// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.ProfileWriter;
import io.pprof4j.profile.Profiles;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.Tracer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * For JMH, {@code -prof pprof4j}: objects and bytes that one operation allocates, in all and at the heaviest sites, and a
 * profile of all measured iterations. Estimated from samples, so that the benchmark runs as fast as without, and what
 * the JIT removes is counted like the rest: these are the allocations of the bytecode. {@code -prof pprof4j:1} records
 * every object, which takes about a microsecond each.
 */
public class JmhProfiler implements InternalProfiler {
    private static final String PREFIX = "pprof4j.";
    private static final int SITES = 5;

    private final long rate;
    private Profile before;
    private BenchmarkSites total = BenchmarkSites.NONE;

    /** For JMH, without options. */
    public JmhProfiler() {
        this("");
    }

    /**
     * For JMH.
     *
     * @param rate mean bytes between samples; 524288 if empty
     */
    public JmhProfiler(String rate) {
        this.rate = rate.isEmpty() ? AgentOptions.DEFAULT_RATE : Long.parseLong(rate);
    }

    @Override
    public String getDescription() {
        return "allocations per operation, by site, and as a pprof profile";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (!RecorderLink.isActive()) {
            Tracer.install(rate);
        }
        before = profile();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        BenchmarkSites sites = BenchmarkSites.between(before, profile());
        if (iteration.getType() == IterationType.MEASUREMENT) {
            total = total.plus(sites);
            write(benchmark);
        }
        double operations = result.getMetadata().getAllOps();
        List<Result<?>> results = new ArrayList<>();
        results.add(scalar("allocs", sites.objects() / operations, "allocs/op"));
        results.add(scalar("bytes", sites.bytes() / operations, "B/op"));
        sites.heaviest(SITES)
                .forEach((line, bytes) -> results.add(scalar("bytes:" + line, bytes / operations, "B/op")));
        return results;
    }

    private static ScalarResult scalar(String name, double value, String unit) {
        return new ScalarResult(PREFIX + name, value, unit, AggregationPolicy.AVG);
    }

    private void write(BenchmarkParams benchmark) {
        String file = benchmark.id().replace("%", "%%") + ".pb.gz";
        try {
            OutputFile.write(file, "profile", out -> ProfileWriter.write(total.profile(before), out));
        } catch (IOException e) {
            throw new UncheckedIOException("writing the profile of " + benchmark.id(), e);
        }
    }

    private static Profile profile() {
        try {
            return ProfileBytes.read(Profiles.lookup("allocs"));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the allocations", e);
        }
    }
}
