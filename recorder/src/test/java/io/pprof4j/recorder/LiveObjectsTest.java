// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiveObjectsTest {
    private final SampleClock clock = new SampleClock(1, 7);
    private final AllocationSite site = new AllocationSite(null, "T", 16, 1, new String[0], null, null);

    private static long count(Map<AllocationSite, long[]> alive, AllocationSite site) {
        return alive.containsKey(site) ? alive.get(site)[0] : 0;
    }

    @Test
    void objectsAllocatedBeforeTheLastCollectionAreCounted() {
        LiveObjects live = new LiveObjects(clock, 100);
        Object before = new Object();
        Object after = new Object();
        live.add(before, site, 0, 1);
        live.add(after, site, 1, 1);
        assertThat(count(live.countAlive(1), site)).isEqualTo(1);
        assertThat(count(live.countAlive(2), site)).isEqualTo(2);
        assertThat(before).isNotSameAs(after);
    }

    @Test
    void beforeAnyCollectionAllAreCounted() {
        LiveObjects live = new LiveObjects(clock, 100);
        Object object = new Object();
        live.add(object, site, 0, 1);
        assertThat(count(live.countAlive(0), site)).isEqualTo(1);
        assertThat(object).isNotNull();
    }

    @Test
    void theDeadAreNotCounted() throws InterruptedException {
        LiveObjects live = new LiveObjects(clock, 100);
        live.add(new Object(), site, 0, 1);
        for (int i = 0; i < 50 && count(live.countAlive(1), site) != 0; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(count(live.countAlive(1), site)).isZero();
    }

    @Test
    void aboveItsCapacityTheTableEstimatesWithoutBias() {
        int capacity = 4096;
        LiveObjects live = new LiveObjects(clock, capacity);
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Object object = new Object();
            kept.add(object);
            live.add(object, site, 0, 1);
        }
        assertThat(live.weight()).isEqualTo(32);
        // each of n objects stays with probability 1/w and counts w: variance n (w - 1)
        double sigma = Math.sqrt(kept.size() * (live.weight() - 1.0));
        assertThat((double) count(live.countAlive(1), site)).isCloseTo(kept.size(), within(3 * sigma));
    }

    @Test
    void theScaleIsThatOfTheHeaviestObjectStillThere() throws InterruptedException {
        LiveObjects live = new LiveObjects(clock, 1024);
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            kept.add(new Object());
            live.add(kept.get(i), site, 0, 1);
        }
        kept.subList(0, 1400).clear();
        for (int i = 0; i < 100 && live.countAlive(1).get(site)[0] > 400; i++) {
            System.gc();
            Thread.sleep(10);
        }
        live.sweep(1);
        assertThat(live.weight()).isEqualTo(1);
        live.countAlive(1);
        assertThat(live.heaviest()).isEqualTo(2);
    }

    @Test
    void aTableThatEmptiesIsExactAgain() throws InterruptedException {
        int capacity = 1024;
        LiveObjects live = new LiveObjects(clock, capacity);
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            kept.add(new Object());
            live.add(kept.get(i), site, 0, 1);
        }
        assertThat(live.weight()).isGreaterThan(1);
        kept.clear();
        for (int i = 0; i < 100 && live.weight() > 1; i++) {
            System.gc();
            Thread.sleep(10);
            live.sweep(1);
        }
        assertThat(live.weight()).isEqualTo(1);
    }

    @Test
    void whatIsNotFreedIsAddedUpBetweenCollectionsAndAfterThem() throws InterruptedException {
        LiveObjects live = new LiveObjects(clock, 100);
        Object kept = new Object();
        live.add(kept, site, 0, 2);
        live.settle(0);
        assertThat(site.unfreed()).isEqualTo(2);
        live.add(new Object(), site, 0, 4);
        live.settle(0);
        assertThat(site.unfreed()).isEqualTo(6);
        int collections = 0;
        while (collections < 50 && site.unfreed() != 2) {
            System.gc();
            Thread.sleep(10);
            live.settle(++collections);
        }
        assertThat(site.unfreed()).isEqualTo(2);
        live.add(kept, site, collections, 1);
        live.settle(collections);
        assertThat(site.unfreed()).isEqualTo(3);
    }

    @Test
    void whatIsNotFreedIsWhatCountsAsAliveInATableThatWasThinned() {
        LiveObjects live = new LiveObjects(clock, 1024);
        AllocationSite other = new AllocationSite(null, "U", 16, 1, new String[0], null, null);
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            kept.add(new Object());
            live.add(kept.get(i), i % 3 == 0 ? other : site, 0, 1);
            if (i % 1000 == 0) {
                live.settle(i / 5000);
            }
        }
        live.settle(4);
        Map<AllocationSite, long[]> alive = live.countAlive(5);
        assertThat(live.weight()).isGreaterThan(1);
        assertThat(site.unfreed()).isEqualTo(count(alive, site));
        assertThat(other.unfreed()).isEqualTo(count(alive, other));
        assertThat(kept).hasSize(20_000);
    }
}
