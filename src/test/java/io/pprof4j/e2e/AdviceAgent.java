// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Adler32;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** Another agent, with a Byte Buddy of its own: counts calls in a class of the JDK and in one of the application. */
public final class AdviceAgent {
    private AdviceAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        System.getProperties().put("advice.application", new AtomicLong());
        System.getProperties().put("advice.jdk", new AtomicLong());
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .ignore(none())
                .type(named(Adler32.class.getName()))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                        Advice.to(CountInJdk.class).on(named("update").and(takesArguments(int.class)))))
                .type(named("io.pprof4j.e2e.KnownSites$Box"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(CountInApplication.class).on(isConstructor())))
                .installOn(instrumentation);
    }

    /** Writes this agent's jar, which finds Byte Buddy beside the given one and its classes on the class path. */
    static void writeJar(Path jar, Path byteBuddy) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.CLASS_PATH, byteBuddy.toUri().toString());
        main.put(new Attributes.Name("Premain-Class"), AdviceAgent.class.getName());
        main.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    /** Inlined, so it may name classes of the JDK only. */
    private static final class CountInJdk {
        private CountInJdk() {}

        @Advice.OnMethodEnter
        static void count() {
            ((AtomicLong) System.getProperties().get("advice.jdk")).incrementAndGet();
        }
    }

    private static final class CountInApplication {
        private CountInApplication() {}

        @Advice.OnMethodExit
        static void count() {
            ((AtomicLong) System.getProperties().get("advice.application")).incrementAndGet();
        }
    }
}
