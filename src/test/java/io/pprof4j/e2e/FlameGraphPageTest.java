// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages, in a browser: drawn, zoomed, searched, switched, compared, without a complaint on the console. */
@Tag("full")
class FlameGraphPageTest {
    private static final String KEEP = "io.pprof4j.e2e.WaitingProgram.keep";
    private static final String GRAPH_WIDTH = "document.getElementById('graph').clientWidth";

    @TempDir
    Path folder;

    private static String node(String name) {
        return "document.querySelector('.node[data-name=\"" + name + "\"]')";
    }

    private static String choose(String id, String value) {
        return "(() => { const e = document.getElementById('" + id + "'); e.value = '" + value
                + "'; e.dispatchEvent(new Event('change')); e.dispatchEvent(new Event('input')); return e.value; })()";
    }

    private static String click(String id) {
        return "document.getElementById('" + id + "').click()";
    }

    @Test
    void aFlameGraphIsDrawnZoomedSearchedSwitchedAndCompared() throws Exception {
        Browser.require();
        try (ServedProgram program = new ServedProgram(folder, "memprofilerate=1", WaitingProgram.class);
                Browser browser = new Browser(folder)) {
            browser.open(program.url(""));
            assertThat(browser.evaluate("document.querySelector('a[href=\"flamegraph/heap\"]').textContent"))
                    .isEqualTo("flame graph");
            browser.open(program.url("flamegraph/heap"));
            assertThat(browser.evaluate("document.title")).isEqualTo("heap flame graph");
            assertThat(browser.evaluate("document.getElementById('info').textContent"))
                    .startsWith("all\n");
            assertThat(browser.evaluate(node(KEEP) + " !== null")).isEqualTo("true");
            browser.screenshot(ForkedJvm.ROOT.resolve("target/flamegraph.png"));

            browser.evaluate(choose("search", "waitingprogram\\\\.keep"));
            assertThat(browser.evaluate("document.querySelectorAll('.node.found').length"))
                    .isEqualTo("1");

            browser.evaluate(node(KEEP) + ".click()");
            assertThat(browser.evaluate(node(KEEP) + ".offsetWidth === " + GRAPH_WIDTH))
                    .isEqualTo("true");
            assertThat(browser.evaluate("document.getElementById('info').textContent"))
                    .startsWith(KEEP + "\n99.22 kB");
            browser.evaluate(click("reset"));

            browser.evaluate(choose("by", "type"));
            assertThat(browser.evaluate(node("byte[]") + " !== null")).isEqualTo("true");
            browser.evaluate(choose("by", "site"));

            browser.evaluate(choose("type", "0"));
            browser.evaluate(node(KEEP) + ".click()");
            assertThat(browser.evaluate("document.getElementById('info').textContent"))
                    .startsWith(KEEP + "\n100 (");
            browser.evaluate(click("reset"));

            browser.evaluate(click("mark"));
            program.act("churned", 1);
            browser.evaluate(click("refresh"));
            String churn = node("io.pprof4j.e2e.WaitingProgram.churn");
            browser.await(churn + " !== null");
            browser.evaluate(click("diff"));
            browser.evaluate(churn + ".click()");
            assertThat(browser.evaluate("document.getElementById('info').textContent"))
                    .contains(", +100 since mark");
            assertThat(browser.errors()).isEmpty();
        }
    }
}
