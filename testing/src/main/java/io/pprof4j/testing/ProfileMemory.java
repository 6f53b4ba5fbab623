// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Writes a profile of what the test method allocates on its own thread in one run, every object, for {@code go tool pprof}.
 * Measured as {@link MaxAllocations} is.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(AllocationExtension.class)
public @interface ProfileMemory {
    /** The file, in the directory of the system property {@code pprof4j.outputdir}, or else in the working directory. */
    String value();
}
