// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/** What the code of an allocation site tells of the type. The names are part of the {@link Recorder}'s ABI. */
public enum SiteKind {
    /** Objects of a class that is named. */
    INSTANCE,
    /** Arrays of a type that is named. */
    ARRAY,
    /** Objects or arrays of references: the class is asked for each time. */
    ANY_TYPE,
    /** Arrays. The numbers after this site's belong to one site for each primitive element type. */
    ANY_ARRAY
}
