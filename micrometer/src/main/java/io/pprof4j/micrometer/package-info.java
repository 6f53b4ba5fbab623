// SPDX-License-Identifier: Apache-2.0
/** The numbers of {@code runtime.MemStats} as meters of Micrometer. */
package io.pprof4j.micrometer;
