// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.ProfileDelta;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A profile by its name: as of now, or what changed within some seconds. */
final class NamedProfileEndpoint implements Endpoint {
    private static final Set<String> HEAP = Set.of("heap", "allocs");
    private static final Set<String> CUMULATIVE =
            Set.of("allocs", "block", "goroutine", "goroutineleak", "heap", "mutex", "threadcreate");
    /** What a difference may leave as of its end. */
    static final Set<String> IN_USE = Set.of("inuse_objects", "inuse_space");

    private static final String NOTE = "X-Pprof4j-Note";

    private final NamedProfile profile;
    private final SharedAnswers answers;
    private final Turns turns;
    private final BooleanSupplier collector;
    private final Optional<MeasuredRate> rate;

    /** The profile as of now: who asks for the same may get the same. */
    private record Now(NamedProfile profile, int debug, boolean gc) {}

    /** What has changed since that very answer. */
    private record Since(Reply earlier, boolean keepInUse) {}

    /**
     * An endpoint.
     *
     * @param collector runs a garbage collection and says whether it took place
     * @param rate what clients may set for a measurement
     */
    NamedProfileEndpoint(
            NamedProfile profile,
            SharedAnswers answers,
            Turns turns,
            BooleanSupplier collector,
            Optional<MeasuredRate> rate) {
        this.profile = profile;
        this.answers = answers;
        this.turns = turns;
        this.collector = collector;
        this.rate = rate;
    }

    @Override
    public Reply answer(Request request, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
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
        Now now = new Now(profile, debug, gc);
        return query.has("seconds") ? measured(now, query, keepInUse, client) : answer(now, client);
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

    private Reply answer(Now now, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        return answers.answer(now, () -> make(now), client);
    }

    private Reply make(Now now) throws IOException {
        boolean refused = now.gc() && !collector.getAsBoolean();
        byte[] content = ProfileBytes.of(profile, now.debug());
        Reply reply = now.debug() == 0 ? Reply.attachment(profile.name(), content) : Reply.text(content);
        return refused ? reply.with(NOTE, "no collection was seen; is -XX:+DisableExplicitGC set?") : reply;
    }

    private Reply measured(Now now, Query query, boolean keepInUse, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        Duration span = query.seconds(1);
        if (!query.has("rate")) {
            return delta(now, span, keepInUse, client);
        }
        int wanted = query.number("rate", 1, 1, Integer.MAX_VALUE, "must be a positive integer");
        rate.orElseThrow().lend(wanted);
        try {
            return delta(now, span, keepInUse, client);
        } finally {
            rate.orElseThrow().takeBack();
        }
    }

    /** Those whose measurements began together, and end together, share both ends and the difference. */
    private Reply delta(Now now, Duration span, boolean keepInUse, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        turns.beginSpan();
        try {
            Since since = new Since(answer(now, client), keepInUse);
            client.await(span);
            return answers.answer(since, () -> make(since), client);
        } finally {
            turns.endSpan();
        }
    }

    private Reply make(Since since) throws IOException {
        Profile earlier = ProfileBytes.decode(since.earlier().body());
        Profile delta =
                ProfileDelta.between(earlier, ProfileBytes.read(profile), since.keepInUse() ? IN_USE : Set.of());
        Reply reply = Reply.attachment(profile.name() + "-delta", ProfileBytes.encode(delta));
        String note = since.earlier().headers().get(NOTE);
        return note == null ? reply : reply.with(NOTE, note);
    }
}
