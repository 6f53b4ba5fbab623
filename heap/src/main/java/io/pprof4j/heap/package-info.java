// SPDX-License-Identifier: Apache-2.0
/**
 * The heap and allocs profiles: what was allocated where, and what of it is still alive. Without an agent in the JVM
 * they are empty and say so.
 */
package io.pprof4j.heap;
