// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.heap.RequestedCollection;
import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.Profiles;
import io.pprof4j.runtime.BlockProfile;
import io.pprof4j.runtime.MutexProfile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Everything under {@code /debug/pprof/}, by its path. Thread-safe. */
final class Routes {
    private final Turns turns = new Turns(System::nanoTime);
    private final SharedAnswers answers = new SharedAnswers(turns);
    private final Map<String, Endpoint> endpoints = Map.of(
            "cmdline", new CommandLine(),
            "profile", new CpuProfileEndpoint(),
            "symbol", new SymbolEndpoint(),
            "trace", new TraceEndpoint());
    private final Map<String, MeasuredRate> rates = Map.of(
            "block", new MeasuredRate(Routes::setBlockRate), "mutex", new MeasuredRate(MutexProfile::setFraction));
    private final Endpoint flameGraph = new FlameGraph(answers);
    private final Endpoint index = new Index(answers, Profiles::all, endpoints.keySet());

    /**
     * Answers a request: whatever goes wrong is an answer too.
     *
     * @throws ClientGoneException if the client stopped waiting
     */
    Reply answer(Request request, Client client) throws ClientGoneException, InterruptedException {
        try {
            Endpoint endpoint = endpoint(request.path());
            checkMethod(request.method(), endpoint.takesPost());
            return endpoint.answer(request, client);
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (IOException | RuntimeException | Error failure) {
            return Reply.error(500, "failed to collect profile\n" + failure);
        }
    }

    private static int setBlockRate(int nanos) {
        int before = (int) Math.min(BlockProfile.rate(), Integer.MAX_VALUE);
        BlockProfile.setRate(nanos);
        return before;
    }

    private static void checkMethod(String method, boolean takesPost) throws Refusal {
        boolean reading = method.equals("GET") || method.equals("HEAD");
        if (!reading && !(takesPost && method.equals("POST"))) {
            throw new Refusal(Reply.error(405, "method " + method + " is not supported - use GET")
                    .with("Allow", takesPost ? "GET, HEAD, POST" : "GET, HEAD"));
        }
    }

    private Endpoint endpoint(String path) throws Refusal {
        if (path.isEmpty()) {
            return index;
        }
        Endpoint endpoint = endpoints.get(path);
        if (endpoint != null) {
            return endpoint;
        }
        if (path.startsWith(FlameGraph.PREFIX)) {
            return flameGraph;
        }
        NamedProfile profile = Profiles.lookup(path);
        if (profile == null) {
            throw new Refusal(404, "Unknown profile");
        }
        Optional<MeasuredRate> rate = Optional.ofNullable(rates.get(path));
        return new NamedProfileEndpoint(profile, answers, turns, RequestedCollection::run, rate);
    }
}
