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

    private final SharedAnswers answers;

    /** The profile as a page, or what the page has in it. */
    private record Drawing(NamedProfile profile, boolean data) {}

    FlameGraph(SharedAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Reply answer(Request request, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        NamedProfile profile = Profiles.lookup(request.path().substring(PREFIX.length()));
        if (profile == null) {
            throw new Refusal(404, "Unknown profile");
        }
        boolean data = Query.parse(request.query(), Set.of("data")).flag("data");
        Drawing drawing = new Drawing(profile, data);
        return answers.answer(drawing, () -> draw(drawing), client);
    }

    private static Reply draw(Drawing drawing) throws IOException {
        NamedProfile profile = drawing.profile();
        String json = FlameGraphJson.of(profile.name(), ProfileBytes.read(profile));
        return drawing.data() ? Reply.json(json.getBytes(StandardCharsets.UTF_8)) : FlameGraphPage.render(json);
    }
}
