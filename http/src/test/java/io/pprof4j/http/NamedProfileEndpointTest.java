// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedProfileEndpointTest {
    private final AtomicInteger collections = new AtomicInteger();
    private final List<Duration> waits = new ArrayList<>();
    private boolean collectorWorks = true;
    private Optional<MeasuredRate> rate = Optional.empty();

    private final Turns turns = new Turns(System::nanoTime);
    private final SharedAnswers answers = new SharedAnswers(turns);

    private Reply ask(CountingProfile profile, String query) throws Exception {
        return ask(profile, query, waits::add);
    }

    private Reply ask(CountingProfile profile, String query, Client client) throws Exception {
        return new NamedProfileEndpoint(profile, answers, turns, this::collect, rate)
                .answer(new Request("GET", profile.name(), query, ""), client);
    }

    private boolean collect() {
        collections.incrementAndGet();
        return collectorWorks;
    }

    private Reply ask(String name, String query) throws Exception {
        return ask(new CountingProfile(name), query);
    }

    private static Profile profile(Reply reply) throws Exception {
        return ProfileReader.read(new ByteArrayInputStream(reply.body()));
    }

    private static List<Long> numbers(Reply reply) throws Exception {
        return profile(reply).samples().stream().map(Sample::values).findFirst().orElseThrow();
    }

    @Test
    void protocolBufferIsAnAttachmentWithTheProfilesName() throws Exception {
        Reply reply = ask("heap", "");
        assertThat(reply.headers())
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("Content-Disposition", "attachment; filename=\"heap\"")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(numbers(reply)).containsExactly(10L, 1L);
        assertThat(collections).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void textIsShown(int debug) throws Exception {
        Reply reply = ask("heap", "debug=" + debug);
        assertThat(Refused.text(reply)).isEqualTo("heap profile, debug " + debug + "\n");
        assertThat(reply.headers())
                .containsEntry("Content-Type", "text/plain; charset=utf-8")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .doesNotContainKey("Content-Disposition");
    }

    @Test
    void secondsGiveTheDifference() throws Exception {
        Reply reply = ask("heap", "seconds=5");
        assertThat(waits).containsExactly(Duration.ofSeconds(5));
        assertThat(reply.headers()).containsEntry("Content-Disposition", "attachment; filename=\"heap-delta\"");
        assertThat(numbers(reply)).containsExactly(10L, 1L);
    }

    @Test
    void inUseIsAsOfTheEndIfItIsToBeKept() throws Exception {
        assertThat(numbers(ask("heap", "seconds=1&inuse=keep"))).containsExactly(10L, 2L);
    }

    @Test
    void gcCollectsFirst() throws Exception {
        assertThat(ask("heap", "gc=1").headers()).doesNotContainKey("X-Pprof4j-Note");
        assertThat(ask("allocs", "gc=1&seconds=1").status()).isEqualTo(200);
        assertThat(collections).hasValue(2);
    }

    @Test
    void aCollectionThatTheJvmRefusedIsSaid() throws Exception {
        collectorWorks = false;
        for (String query : List.of("gc=1", "gc=1&debug=1", "gc=1&seconds=1")) {
            assertThat(ask("heap", query).headers())
                    .as(query)
                    .containsEntry("X-Pprof4j-Note", "no collection was seen; is -XX:+DisableExplicitGC set?");
        }
    }

    @Test
    void otherProfilesHaveNoGcAndNoInUse() {
        assertThat(Refused.by(() -> ask("goroutine", "gc=1")))
                .isEqualTo("400 unknown parameter \"gc\" - accepted here: debug, seconds");
    }

    @Test
    void aRateIsSetForTheMeasurementOnly() throws Exception {
        List<Integer> rates = new ArrayList<>();
        rate = Optional.of(new MeasuredRate(value -> {
            rates.add(value);
            return 7;
        }));
        ask("mutex", "seconds=1&rate=2");
        assertThat(rates).containsExactly(2, 7);
        assertThat(Refused.by(() -> ask("mutex", "rate=2")))
                .isEqualTo("400 parameter \"rate\" has no meaning without \"seconds\"");
        assertThat(Refused.by(() -> ask("mutex", "seconds=1&rate=0")))
                .isEqualTo("400 invalid value for \"rate\" - must be a positive integer");
        assertThat(rates).hasSize(2);
    }

    @Test
    void oneClientAtATimeSetsTheRate() throws Exception {
        MeasuredRate lent = new MeasuredRate(value -> 0);
        lent.lend(1);
        assertThat(Refused.by(() -> lent.lend(1))).startsWith("500 another client has set the rate");
        lent.takeBack();
        lent.lend(1);
    }

    @Test
    void customProfilesHaveNoDelta() {
        assertThat(Refused.by(() -> ask("app/connections", "seconds=1")))
                .isEqualTo("400 \"seconds\" parameter is not supported for this profile type");
    }

    @Test
    void textHasNoDelta() {
        assertThat(Refused.by(() -> ask("heap", "seconds=1&debug=1")))
                .isEqualTo("400 seconds and debug params are incompatible");
    }

    @Test
    void badParametersAreRefusedBeforeAnyWork() {
        CountingProfile heap = new CountingProfile("heap");
        assertThat(Refused.by(() -> ask(heap, "gc=1&seconds=0")))
                .isEqualTo("400 invalid value for \"seconds\" - must be a positive integer");
        assertThat(Refused.by(() -> ask(heap, "gc=1&inuse=keep")))
                .isEqualTo("400 parameter \"inuse\" has no meaning without \"seconds\"");
        assertThat(heap.writes()).isZero();
        assertThat(collections).hasValue(0);
    }

    @Test
    void whenTheClientGoesTheMeasurementIsOver() {
        CountingProfile heap = new CountingProfile("heap");
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> ask(heap, "seconds=9", span -> {
                        throw new ClientGoneException(null);
                    }))
                    .isInstanceOf(ClientGoneException.class);
        }
        assertThat(heap.writes()).as("one each, and no place is lost").isEqualTo(100);
    }
}
