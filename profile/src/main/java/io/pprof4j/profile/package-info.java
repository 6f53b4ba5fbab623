// SPDX-License-Identifier: Apache-2.0
/**
 * The pprof data model, its encoding, and the registry of named profiles: Go's {@code runtime/pprof} for the JVM.
 *
 * <p>Start at {@link io.pprof4j.profile.Profiles} to read the profiles of this process, at
 * {@link io.pprof4j.profile.ProfileBuilder} to make one, at {@link io.pprof4j.profile.ProfileReader} to open a file.
 * Nothing here accepts or returns null unless its documentation says so; an absent string is {@code ""}.
 */
package io.pprof4j.profile;
