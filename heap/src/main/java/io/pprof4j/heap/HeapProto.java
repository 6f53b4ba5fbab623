// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.heap.Unsampling.Estimate;
import io.pprof4j.profile.Label;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBuilder;
import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The protocol buffer form: the only place where counts are unsampled. */
final class HeapProto {

    private static final Comparator<Row> ORDER = Comparator.comparingLong(
                    (Row row) -> row.inuse().bytes())
            .thenComparingLong(row -> row.alloc().bytes())
            .reversed()
            .thenComparing(Row::counts, Buckets.BY_SITE);

    private HeapProto() {}

    /**
     * The profile of a reading.
     *
     * @param defaultSampleType {@code alloc_space} for allocs, {@code ""} for heap
     * @param timeNanos when it was read, since 1970
     * @param collectionFailed whether a collection was asked for and none was seen
     */
    static Profile encode(HeapReading reading, String defaultSampleType, long timeNanos, boolean collectionFailed) {
        ProfileBuilder profile = new ProfileBuilder(Mapping.ofApplication())
                .sampleType("alloc_objects", "count")
                .sampleType("alloc_space", "bytes")
                .sampleType("inuse_objects", "count")
                .sampleType("inuse_space", "bytes")
                .period("space", "bytes", reading.snapshot().rate())
                .defaultSampleType(defaultSampleType)
                .timeNanos(timeNanos);
        reading.buckets().stream().map(Row::of).sorted(ORDER).forEach(row -> row.addTo(profile));
        comment(profile, reading, collectionFailed);
        return profile.build();
    }

    private static void comment(ProfileBuilder profile, HeapReading reading, boolean collectionFailed) {
        RecorderSnapshot snapshot = reading.snapshot();
        boolean recorded = snapshot.active() || !snapshot.sites().isEmpty();
        profile.comment("jvm: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        profile.comment("engine: " + (recorded ? "bytecode" : "none"));
        reading.coverage().remark().ifPresent(profile::comment);
        Caveats.of(snapshot, collectionFailed).forEach(profile::comment);
    }

    /** A bucket and what it stands for. Go keeps those of which nothing is alive; so do we. */
    private record Row(SiteCounts counts, Estimate alloc, Estimate inuse) {
        static Row of(SiteCounts counts) {
            return new Row(counts, Unsampling.allocated(counts), Unsampling.inUse(counts));
        }

        void addTo(ProfileBuilder profile) {
            profile.sample(
                    counts.stack(), List.of(alloc.objects(), alloc.bytes(), inuse.objects(), inuse.bytes()), labels());
        }

        private List<Label> labels() {
            List<Label> labels = new ArrayList<>();
            if (counts.sizeBytes() != SiteCounts.MANY_SIZES) {
                labels.add(Label.of("bytes", counts.sizeBytes()));
            }
            labels.add(Label.of("type", counts.type()));
            labels.addAll(Label.ofPairs(counts.labels()));
            return labels;
        }
    }
}
