// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pprof4j as a library, wherever its classes come from: there is one recorder, and it is asked. */
class ApiEndToEndTest {
    private static final String KEEP = "ApiProgram.keep";

    @TempDir
    Path folder;

    @Test
    void libraryOnTheClassPathReadsTheAgentsRecorder() throws Exception {
        Path own = folder.resolve("own.pb.gz");
        Path atExit = folder.resolve("exit.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + atExit)
                .lightlyCompiled()
                .run(ApiProgram.class, "write", "0", own.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("library loaded by app");
        assertKept(own);
        assertKept(atExit);
    }

    @Test
    void libraryInAChildFirstLoaderReadsTheAgentsRecorder() throws Exception {
        Path own = folder.resolve("own.pb.gz");
        Path atExit = folder.resolve("exit.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + atExit)
                .lightlyCompiled()
                .run(ChildFirstLoader.class, ApiProgram.class.getName(), "write", "0", own.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("library loaded by web application");
        assertKept(own);
        assertKept(atExit);
    }

    @Test
    void wholeApiWorksInAChildFirstLoader() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1")
                .lightlyCompiled()
                .run(ChildFirstLoader.class, ApiProgram.class.getName(), "everything");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("rate 1", "app/connections 99 true", "heapAlloc true");
    }

    @Test
    void agentsJarAloneIsTheLibraryToo() throws Exception {
        Path own = folder.resolve("own.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1")
                .lightlyCompiled()
                .classPath(testClasses())
                .run(ApiProgram.class, "write", "0", own.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertKept(own);
    }

    @Test
    void withoutTheAgentTheApiSaysSo() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withoutAgent().lightlyCompiled().run(ApiProgram.class, "everything");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("rate 0")
                .containsPattern("setRate: .*-javaagent:pprof4j.jar")
                .contains("heap 0 true", "allocs 0 true", "app/connections 99 true", "heapAlloc true");
    }

    @Test
    void withoutTheAgentTheProfileSaysSo() throws Exception {
        Path own = folder.resolve("own.pb.gz");
        ForkedJvm.Result run =
                ForkedJvm.withoutAgent().lightlyCompiled().run(ApiProgram.class, "write", "0", own.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        Measured measured = Measured.in(own);
        assertThat(measured.profile().samples()).isEmpty();
        assertThat(measured.profile().comments())
                .anyMatch(comment -> comment.startsWith("recorder inactive") && comment.contains("-javaagent"));
    }

    @Test
    void ownFramesNeverAppear() throws Exception {
        Path atExit = folder.resolve("exit.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + atExit)
                .lightlyCompiled()
                .run(ApiProgram.class, "everything");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Measured.in(atExit).functions())
                .isNotEmpty()
                .noneMatch(
                        name -> name.matches("io\\.pprof4j\\.(recorder|tracer|heap|profile|memstats|dist|shaded)\\..*"))
                .noneMatch(name -> name.contains("java.lang.Pprof"));
    }

    private static void assertKept(Path profile) throws Exception {
        Measured measured = Measured.in(profile);
        assertThat(measured.flat(KEEP, "alloc_objects")).isEqualTo(100);
        assertThat(measured.flat(KEEP, "inuse_space")).isEqualTo(101_600);
    }

    static String testClasses() {
        return ForkedJvm.ROOT.resolve("target/test-classes").toString();
    }
}
