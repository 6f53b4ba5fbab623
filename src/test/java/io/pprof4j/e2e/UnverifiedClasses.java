// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * The classes that HotSpot's verifier leaves out whatever the flags say (JDK 17: classfile/verifier.cpp,
 * is_eligible_for_verification): four that it needs itself, and the ones below MagicAccessorImpl. ASM's verifier judges
 * them instead.
 */
final class UnverifiedClasses {
    private static final Set<String> BOOTSTRAPPING =
            Set.of("java/lang/Object", "java/lang/String", "java/lang/Class", "java/lang/Throwable");

    private UnverifiedClasses() {}

    /** Whether the class may be one of them; what is loaded tells the rest. */
    static boolean mayContain(String internalName) {
        return BOOTSTRAPPING.contains(internalName) || internalName.startsWith("jdk/internal/reflect/");
    }

    static boolean contain(Class<?> type) {
        if (BOOTSTRAPPING.contains(type.getName().replace('.', '/'))) {
            return true;
        }
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals("jdk.internal.reflect.MagicAccessorImpl")) {
                return true;
            }
        }
        return false;
    }

    /** What ASM's verifier finds; empty if nothing. */
    static String verify(byte[] classFile) {
        StringWriter findings = new StringWriter();
        try {
            CheckClassAdapter.verify(
                    new ClassReader(classFile),
                    ClassLoader.getPlatformClassLoader(),
                    false,
                    new PrintWriter(findings, true));
        } catch (RuntimeException unreadable) {
            findings.append(unreadable.toString());
        }
        return findings.toString();
    }
}
