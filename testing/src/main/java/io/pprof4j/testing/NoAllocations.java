// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test method, or each of this class, allocates nothing on its own thread. Measured as {@link MaxAllocations} is. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(AllocationExtension.class)
public @interface NoAllocations {}
