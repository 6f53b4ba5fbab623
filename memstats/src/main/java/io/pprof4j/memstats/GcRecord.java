// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

/**
 * A collection with what was found out about it.
 *
 * @param number Go's: the first of the JVM is 1
 * @param pauseNs all its pauses
 * @param firstPauseNs the first of these; the same if there was one only
 */
record GcRecord(GcNotice told, long number, long pauseNs, long firstPauseNs) {}
