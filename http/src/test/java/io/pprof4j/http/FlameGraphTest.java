// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlameGraphTest {
    private static final StackTraceElement LEAF = new StackTraceElement("app.Cache", "put", "Cache.java", 7);
    private static final StackTraceElement ROOT = new StackTraceElement("app.Main", "main", "Main.java", 3);

    private static Profile profile(String type) {
        return new ProfileBuilder(Mapping.NONE)
                .sampleType("inuse_objects", "count")
                .sampleType("inuse_space", "bytes")
                .sample(List.of(LEAF, ROOT), List.of(2L, 48L), List.of(Label.of("type", type)))
                .sample(List.of(ROOT), List.of(1L, 16L), List.of())
                .build();
    }

    @Test
    void dataIsStacksFromTheRootWithNumbersAndType() {
        assertThat(FlameGraphJson.of("heap", profile("byte[]")))
                .isEqualTo("{\"name\":\"heap\",\"types\":[[\"inuse_objects\",\"count\"],[\"inuse_space\",\"bytes\"]],"
                        + "\"shown\":1,\"samples\":[\n[[0,1],[2,48],\"byte[]\"],\n[[0],[1,16],\"\"]],"
                        + "\"names\":[\"app.Main.main\",\"app.Cache.put\"]}");
    }

    @Test
    void namesCannotEndTheScriptElement() {
        assertThat(FlameGraphJson.of("heap", profile("</script><b>\"\\\n\u2028")))
                .contains("\\u003c/script\\u003e\\u003cb\\u003e\\u0022\\u005c\\u000a\\u2028")
                .doesNotContain("</script");
    }

    @Test
    void thePageIsCompleteAndRunsNoScriptButItsOwn() throws Exception {
        Reply reply = FlameGraphPage.render("{}");
        assertThat(Refused.text(reply))
                .contains("<script type=\"application/json\" id=\"data\">{}</script>")
                .doesNotContain("@DATA@", "@SCRIPT@", "src=", "http:", "https:", "url(");
        assertThat(reply.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'")
                .containsPattern("script-src 'sha256-[A-Za-z0-9+/]{43}='");
    }

    @Test
    void unknownProfilesHaveNoPage() {
        FlameGraph graphs = new FlameGraph(new SharedAnswers(new Turns(System::nanoTime)));
        assertThat(Refused.by(() -> graphs.answer(new Request("GET", "flamegraph/nope", "", ""), span -> {})))
                .isEqualTo("404 Unknown profile");
    }
}
