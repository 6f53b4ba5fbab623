// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test method, or each of this class, allocates at most so much on its own thread. It runs as usual first; then it is
 * called again, on the same instance and with the same arguments, and measured as {@link Allocations#measure} does.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(AllocationExtension.class)
public @interface MaxAllocations {
    /** Objects. */
    long count() default Long.MAX_VALUE;

    /** Their sizes with headers and padding, in bytes. */
    long bytes() default Long.MAX_VALUE;
}
