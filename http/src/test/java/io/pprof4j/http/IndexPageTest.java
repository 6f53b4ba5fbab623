// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.http.IndexPage.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexPageTest {

    @Test
    void profilesHaveCountLinkAndDescription() {
        String page = IndexPage.render(
                "app.jar", List.of(new Row(12, "heap", "heap?debug=1", "flamegraph/heap")), Optional.empty());
        assertThat(page)
                .contains("<title>/debug/pprof/</title>")
                .contains("<tr><td class=\"n\">12</td><td><a href=\"heap?debug=1\">heap</a></td>"
                        + "<td><a href=\"flamegraph/heap\">flame graph</a></td><td class=\"d\">"
                        + Descriptions.of("heap") + "</td></tr>")
                .endsWith("</body>\n</html>\n");
    }

    @Test
    void namesOfTheApplicationsCannotBecomeMarkup() {
        String evil = "<img src=x onerror='alert(\"1\")'>";
        String page = IndexPage.render(evil, List.of(new Row(0, evil, evil, evil)), Optional.empty());
        assertThat(page).doesNotContain("<img").contains("&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt;");
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        assertThat(IndexPage.render("app.jar", List.of(), Optional.empty()))
                .doesNotContain("<script", "src=", "http:", "https:", "url(");
    }
}
