// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How large objects are, from {@link SizesProgram} in a JVM without the agent. */
final class ObjectSizeOracle {
    private static final Map<String, Map<String, Long>> KNOWN = new ConcurrentHashMap<>();

    private ObjectSizeOracle() {}

    /** Sizes in bytes by key in a JVM with these arguments: JOL's, which must be what the JVM counts. */
    static Map<String, Long> ask(String... jvmArguments) throws IOException, InterruptedException {
        String flags = Stream.of(jvmArguments).filter(a -> a.startsWith("-XX:")).collect(Collectors.joining(" "));
        Map<String, Long> sizes = KNOWN.get(flags);
        if (sizes == null) {
            sizes = run(jvmArguments);
            KNOWN.put(flags, sizes);
        }
        return sizes;
    }

    private static Map<String, Long> run(String... jvmArguments) throws IOException, InterruptedException {
        ForkedJvm.Result result = ForkedJvm.withoutAgent()
                .jvm(jvmArguments)
                .jvm("-Djol.magicFieldOffset=true", "-Djdk.attach.allowAttachSelf=true")
                .run(SizesProgram.class);
        assertThat(result.exitCode()).as(result.err()).isZero();
        Map<String, Long> sizes = new HashMap<>();
        for (String line :
                result.out().lines().filter(ObjectSizeOracle::isAnswer).toList()) {
            String[] parts = line.split(" ", 3);
            sizes.put(parts[0], Long.parseLong(parts[1]));
            assertThat(parts[2]).as("measured size of " + line).isEqualTo(parts[1]);
        }
        return sizes;
    }

    /** The JVM may warn of its flags on standard output. */
    private static boolean isAnswer(String line) {
        return line.matches("\\S+ \\d+ \\d+");
    }
}
