// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.List;

/**
 * A source of built-in profiles, found with {@link java.util.ServiceLoader}: a module that has some names its provider
 * in {@code META-INF/services/io.pprof4j.profile.ProfileProvider}.
 */
public interface ProfileProvider {

    /** The profiles, each with a name of its own. Called once, at the first use of {@link Profiles}. */
    List<NamedProfile> profiles();
}
