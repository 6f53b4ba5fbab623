// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.http.IndexPage.Row;
import io.pprof4j.memstats.MemStats;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.NamedProfile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The index: what there is, now. */
final class Index implements Endpoint {
    private final SharedAnswers answers;
    private final Supplier<List<NamedProfile>> profiles;
    private final Set<String> others;

    /** @param others names of endpoints that are no named profiles */
    Index(SharedAnswers answers, Supplier<List<NamedProfile>> profiles, Set<String> others) {
        this.answers = answers;
        this.profiles = profiles;
        this.others = Set.copyOf(others);
    }

    @Override
    public Reply answer(Request request, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        Query.parse(request.query(), Set.of());
        return answers.answer(this, this::page, client);
    }

    private Reply page() {
        List<Row> rows = new ArrayList<>();
        for (NamedProfile profile : profiles.get()) {
            String link = encode(profile.name());
            rows.add(new Row(profile.count(), profile.name(), link + "?debug=1", FlameGraph.PREFIX + link));
        }
        others.forEach(name -> rows.add(new Row(0, name, name, "")));
        rows.sort(Comparator.comparing(Row::name));
        return Reply.html(IndexPage.render(application(), rows, stats()));
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static String application() {
        return Mapping.ofApplication().fileName() + ", process "
                + ProcessHandle.current().pid() + ", " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version");
    }

    private static Optional<MemStats> stats() {
        try {
            return Optional.of(MemStats.read());
        } catch (LinkageError noManagementModule) {
            return Optional.empty();
        }
    }
}
