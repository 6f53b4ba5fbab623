// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static io.pprof4j.bench.Contender.DIRECTORY;

import io.pprof4j.bench.program.StacksMain;
import java.util.List;

/** Who takes part. A contender is data: to add one, add a line. */
final class Contenders {
    /** No agent: what all others are divided by. */
    static final Contender NONE = Contender.of("none");

    /** The one that is asked for its threads meanwhile. */
    static final String SCRAPED = "goroutine";

    /** What the command line takes. */
    static final List<String> NAMES = List.of(
            "none",
            "none2",
            "off",
            "512k",
            "16k",
            "exact",
            "rate1",
            "async",
            "async-live",
            "jfr",
            "google-exact",
            "http",
            SCRAPED,
            "cpu",
            "block",
            "mutex");

    private final Installation installation;

    Contenders(Installation installation) {
        this.installation = installation;
    }

    /** For programs and for the start; all that write something write it at the exit. */
    List<Contender> all() {
        return List.of(
                NONE,
                Contender.of("none2"),
                pprof4j("off", "memprofilerate=0"),
                pprof4j("512k", profile("")),
                exact(),
                everything().once(),
                asyncProfiler("async", "alloc=512k"),
                asyncProfiler("async-live", "alloc=512k,live"),
                jfr(),
                allocationInstrumenter().once());
    }

    /** For loops of nanoseconds: not the one that records the stack of each object. */
    List<Contender> forLoops() {
        return all().stream().filter(one -> !one.equals(everything().once())).toList();
    }

    /** Those that record every object. */
    List<Contender> recordingAll() {
        return List.of(exact(), everything());
    }

    /** Those with an interval that can be set, set so low that the samples are what costs. */
    List<Contender> oftenSampling() {
        return List.of(
                NONE,
                Contender.of("none2"),
                pprof4j("16k", profile("memprofilerate=16384")),
                asyncProfiler("async", "alloc=16k"),
                asyncProfiler("async-live", "alloc=16k,live"));
    }

    /**
     * One profile each, and nothing else.
     *
     * @param silent port of the server that nobody asks
     * @param asked port of the other
     */
    List<Contender> ofProfiles(int silent, int asked) {
        return List.of(
                NONE,
                Contender.of("none2"),
                pprof4j("http", "memprofilerate=0,http=" + silent),
                pprof4j(SCRAPED, "memprofilerate=0,http=" + asked),
                pprof4j("cpu", "memprofilerate=0,cpuprofile=" + DIRECTORY + "/profile.cpu"),
                pprof4j("block", "memprofilerate=0,blockprofilerate=1"),
                pprof4j("mutex", "memprofilerate=0,mutexprofilefraction=1"));
    }

    /** Every object that {@link StacksMain} allocates itself, and no other. */
    Contender servingStacks(int port) {
        return pprof4j("stacks", "memprofilerate=1,include=" + StacksMain.class.getName() + ",http=" + port);
    }

    private Contender exact() {
        return pprof4j("exact", profile("alloccount=1"));
    }

    private Contender everything() {
        return pprof4j("rate1", profile("memprofilerate=1"));
    }

    private static Contender jfr() {
        String event = "jdk.ObjectAllocationSample#";
        return Contender.of(
                "jfr",
                "-XX:StartFlightRecording:settings=none," + event + "enabled=true," + event + "throttle=150/s," + event
                        + "stackTrace=true,filename=" + DIRECTORY + "/profile.jfr");
    }

    private Contender allocationInstrumenter() {
        return Contender.of(
                "google-exact",
                "-javaagent:" + installation.allocationInstrumenter(),
                "-javaagent:" + installation.benchJar());
    }

    private static String profile(String options) {
        return options + (options.isEmpty() ? "" : ",") + "memprofile=" + DIRECTORY + "/profile.pb.gz";
    }

    private Contender pprof4j(String name, String options) {
        return Contender.of(name, "-javaagent:" + installation.agentJar() + "=" + options);
    }

    private Contender asyncProfiler(String name, String options) {
        return Contender.of(
                name,
                "-agentpath:" + installation.asyncProfiler() + "=start,event=alloc," + options + ",collapsed,file="
                        + DIRECTORY + "/profile.collapsed");
    }
}
