// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Becomes the JDK's own {@code @ForceInline} when the hook is defined inside java.base. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Inlined {}
