// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Becomes the JDK's own {@code @Stable} when the hook is defined inside java.base: an element that is not 0 never
 * changes again, so compiled code may take it for a constant.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Fixed {}
