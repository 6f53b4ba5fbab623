// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentOptionsParserTest {
    @Test
    void withoutOptionsTheDefaultsHold() {
        AgentOptionsParser.Parsed parsed = AgentOptionsParser.parse(null, null);
        assertThat(parsed.warnings()).isEmpty();
        assertThat(parsed.options()).isEqualTo(AgentOptions.defaults());
        assertThat(parsed.options().memProfileRate()).isEqualTo(524288);
    }

    @Test
    void everyKeyIsRead() {
        AgentOptionsParser.Parsed parsed = AgentOptionsParser.parse(
                null,
                "memprofilerate=1,engine=bytecode,memprofile=/tmp/%p.pb.gz,memprofilegc=0,profstackdepth=1024,"
                        + "include=app.*+lib.*,exclude=app.Hot,verbose=1,gctrace=2,alloctrace=1,"
                        + "alloctracefile=/tmp/alloc-%p,schedtrace=1000,scheddetail=1,"
                        + "blockprofilerate=1000,mutexprofilefraction=5,http=localhost:6060,httptoken=s3cret,allowremote=1,"
                        + "cpuprofile=cpu,blockprofile=block,mutexprofile=mutex,trace=trace-%p,"
                        + "push=http://pyroscope:4040/base,pushseconds=10,pushname=shop,"
                        + "pushlabels=env:prod+zone:a,pushprofiles=heap+goroutine,pushtoken=t0ken");
        assertThat(parsed.warnings()).isEmpty();
        assertThat(parsed.options())
                .isEqualTo(new AgentOptions(
                        1,
                        "/tmp/%p.pb.gz",
                        false,
                        1024,
                        List.of("app.*", "lib.*"),
                        List.of("app.Hot"),
                        false,
                        false,
                        true,
                        new TraceOptions(2, true, "/tmp/alloc-%p", 1000, true),
                        new RuntimeOptions(1000, 5),
                        new HttpOptions("localhost:6060", "s3cret", true),
                        new ExitFiles("cpu", "block", "mutex", "trace-%p"),
                        new PushOptions(
                                "http://pyroscope:4040/base",
                                10,
                                "shop",
                                List.of("env:prod", "zone:a"),
                                List.of("heap", "goroutine"),
                                "t0ken")));
    }

    @Test
    void aFileForAProfileTurnsItOnUnlessARateSaysOtherwise() {
        assertThat(AgentOptionsParser.parse(null, "blockprofile=b,mutexprofile=m")
                        .options()
                        .runtime())
                .isEqualTo(new RuntimeOptions(1, 1));
        assertThat(AgentOptionsParser.parse(
                                "blockprofilerate=500", "blockprofile=b,mutexprofile=m,mutexprofilefraction=7")
                        .options()
                        .runtime())
                .isEqualTo(new RuntimeOptions(500, 7));
    }

    @Test
    void noTokenIsPrinted() {
        AgentOptions options = AgentOptionsParser.parse(null, "http=1,httptoken=t0ken,push=http://a,pushtoken=t0ken")
                .options();
        assertThat(options.toString()).contains("http://a").doesNotContain("t0ken");
    }

    @Test
    void argumentsWinOverTheEnvironment() {
        AgentOptions options = AgentOptionsParser.parse("memprofilerate=7,memprofilegc=0", "memprofilerate=8")
                .options();
        assertThat(options.memProfileRate()).isEqualTo(8);
        assertThat(options.memProfileGc()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memprofilerate=lots | option memprofilerate=lots is not valid; accepted: bytes between samples:"
                        + " 1 for every allocation, 0 for none; using 524288",
                "memprofilerate=-1 | option memprofilerate=-1 is not valid; accepted: bytes between samples:"
                        + " 1 for every allocation, 0 for none; using 524288",
                "profstackdepth=1025 | option profstackdepth=1025 is not valid; accepted: frames, from 1 to 1024; using 128",
                "memprofilegc=2 | option memprofilegc=2 is not valid; accepted: 0 or 1; using 1",
                "alloccount=2 | option alloccount=2 is not valid; accepted: 0, or 1 to count every allocation at its site,"
                        + " without stacks; using 0",
                "engine=jvm | option engine=jvm is not valid; accepted: auto or bytecode; using auto",
                "memprofile= | option memprofile has no value; accepted: a file name",
                "memprofile | option memprofile has no value; accepted: a file name",
                "colour=red | unknown option \"colour\"; accepted are memprofilerate, alloccount, engine, memprofile,"
                        + " memprofilegc, profstackdepth, include, exclude, verbose,"
                        + " gctrace, alloctrace, alloctracefile, schedtrace, scheddetail,"
                        + " blockprofilerate, mutexprofilefraction, http, httptoken, allowremote,"
                        + " cpuprofile, blockprofile, mutexprofile, trace, push, pushseconds, pushname, pushlabels,"
                        + " pushprofiles, pushtoken",
                "gctrace=3 | option gctrace=3 is not valid; accepted: 0, 1 for a line at each collection, or 2 for the form"
                        + " of 2014; using 0",
                "schedtrace=-1 | option schedtrace=-1 is not valid; accepted: ms between two lines, from 1 to 86400000,"
                        + " or 0; using 0"
            })
    void whatIsWrongIsNamedWithWhatIsAccepted(String arguments, String warning) {
        AgentOptionsParser.Parsed parsed = AgentOptionsParser.parse(null, arguments + ",include=app.*");
        assertThat(parsed.warnings()).containsExactly(warning);
        assertThat(parsed.options().include()).containsExactly("app.*");
    }

    @Test
    void countingHasNoOtherRateThanOne() {
        AgentOptionsParser.Parsed parsed = AgentOptionsParser.parse("memprofilerate=1", "alloccount=1");
        assertThat(parsed.warnings()).isEmpty();
        assertThat(parsed.options()).isEqualTo(AgentOptions.defaults().withCounting());
        assertThat(parsed.options().memProfileRate()).isEqualTo(1);
        AgentOptionsParser.Parsed ignored = AgentOptionsParser.parse(null, "alloccount=1,memprofilerate=4096");
        assertThat(ignored.options()).isEqualTo(parsed.options());
        assertThat(ignored.warnings())
                .containsExactly("option memprofilerate=4096 is ignored: alloccount=1 counts every allocation");
    }

    @Test
    void aServerIsForThisMachineUnlessMoreIsSaidAndItsTokenIsNotPrinted() {
        HttpOptions http = AgentOptionsParser.parse("httptoken=s3cret", "http=6060")
                .options()
                .http();
        assertThat(http).isEqualTo(new HttpOptions("6060", "s3cret", false)).hasToString("HttpOptions[6060]");
        assertThat(AgentOptionsParser.parse(null, "allowremote=1").options().http())
                .isNull();
    }

    @Test
    void theEnvironmentIsNamedToo() {
        assertThat(AgentOptionsParser.parse("memprofilerat=1", "").warnings())
                .singleElement()
                .asString()
                .startsWith("unknown option \"memprofilerat\" in the environment variable PPROF4J; accepted are");
    }
}
