// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.ProfileDelta;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A profile by its name: as of now, or what changed within some seconds. */
final class NamedProfileEndpoint implements Endpoint {
    private static final Set<String> HEAP = Set.of("heap", "allocs");
    private static final Set<String> CUMULATIVE =
            Set.of("allocs", "block", "goroutine", "goroutineleak", "heap", "mutex", "threadcreate");
    /** What a difference may leave as of its end. */
    static final Set<String> IN_USE = Set.of("inuse_objects", "inuse_space");

    private final NamedProfile profile;
    private final Turns turns;
    private final GarbageCollections collections;
    private final Optional<MeasuredRate> rate;

    /** @param rate what clients may set for a measurement */
    NamedProfileEndpoint(
            NamedProfile profile, Turns turns, GarbageCollections collections, Optional<MeasuredRate> rate) {
        this.profile = profile;
        this.turns = turns;
        this.collections = collections;
        this.rate = rate;
    }

    @Override
    public Reply answer(Request request, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        long arrivedNanos = System.nanoTime();
        Query query = Query.parse(request.query(), parameters());
        int debug = query.debug();
        boolean gc = query.flag("gc");
        boolean keepInUse = query.word("inuse", "delta", "keep").equals("keep");
        if (query.has("seconds")) {
            checkDelta(query, debug);
        } else {
            checkAbsent(query, "inuse");
            checkAbsent(query, "rate");
        }
        boolean refused = gc && !collections.run(arrivedNanos);
        Reply reply = query.has("seconds") ? measured(query, keepInUse, client) : now(debug);
        return refused ? reply.with("X-Pprof4j-Note", "no collection was seen; is -XX:+DisableExplicitGC set?") : reply;
    }

    private Set<String> parameters() {
        if (HEAP.contains(profile.name())) {
            return Set.of("debug", "gc", "inuse", "seconds");
        }
        return rate.isPresent() ? Set.of("debug", "rate", "seconds") : Set.of("debug", "seconds");
    }

    private static void checkAbsent(Query query, String name) throws Refusal {
        if (query.has(name)) {
            throw new Refusal(400, "parameter \"" + name + "\" has no meaning without \"seconds\"");
        }
    }

    private void checkDelta(Query query, int debug) throws Refusal {
        query.seconds(1);
        if (!CUMULATIVE.contains(profile.name())) {
            throw new Refusal(400, "\"seconds\" parameter is not supported for this profile type");
        }
        if (debug != 0) {
            throw new Refusal(400, "seconds and debug params are incompatible");
        }
    }

    private Reply now(int debug) throws Refusal, IOException, InterruptedException {
        byte[] content = turns.take(() -> written(debug));
        return debug == 0 ? Reply.attachment(profile.name(), content) : Reply.text(content);
    }

    private Reply measured(Query query, boolean keepInUse, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        Duration span = query.seconds(1);
        if (!query.has("rate")) {
            return delta(span, keepInUse, client);
        }
        int wanted = query.number("rate", 1, 1, Integer.MAX_VALUE, "must be a positive integer");
        rate.orElseThrow().lend(wanted);
        try {
            return delta(span, keepInUse, client);
        } finally {
            rate.orElseThrow().takeBack();
        }
    }

    private Reply delta(Duration span, boolean keepInUse, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        turns.beginSpan();
        try {
            byte[] earlier = turns.take(() -> written(0));
            client.await(span);
            byte[] delta = turns.take(() -> difference(earlier, written(0), keepInUse ? IN_USE : Set.of()));
            return Reply.attachment(profile.name() + "-delta", delta);
        } finally {
            turns.endSpan();
        }
    }

    private byte[] written(int debug) throws IOException {
        return ProfileBytes.of(profile, debug);
    }

    private static byte[] difference(byte[] earlier, byte[] later, Set<String> kept) throws IOException {
        return ProfileBytes.encode(
                ProfileDelta.between(ProfileBytes.decode(earlier), ProfileBytes.decode(later), kept));
    }
}
