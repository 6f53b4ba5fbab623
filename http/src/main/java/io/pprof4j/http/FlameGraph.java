// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** {@code flamegraph/<name>}: a page that draws the profile of that name, complete in itself. */
final class FlameGraph implements Endpoint {
    static final String PREFIX = "flamegraph/";

    private final Turns turns;

    FlameGraph(Turns turns) {
        this.turns = turns;
    }

    @Override
    public Reply answer(Request request, Client client) throws Refusal, IOException, InterruptedException {
        NamedProfile profile = Profiles.lookup(request.path().substring(PREFIX.length()));
        if (profile == null) {
            throw new Refusal(404, "Unknown profile");
        }
        boolean data = Query.parse(request.query(), Set.of("data")).flag("data");
        byte[] json = turns.take(() -> json(profile).getBytes(StandardCharsets.UTF_8));
        return data ? Reply.json(json) : FlameGraphPage.render(new String(json, StandardCharsets.UTF_8));
    }

    private static String json(NamedProfile profile) throws IOException {
        return FlameGraphJson.of(profile.name(), ProfileBytes.read(profile));
    }
}
