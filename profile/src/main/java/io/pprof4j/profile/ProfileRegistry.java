// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The profiles by name: those of the providers that a class loader sees, and those created since. Thread-safe. */
final class ProfileRegistry {

    /** Where even listing the providers fails for ever, this ends the attempts. */
    private static final int MAX_FAILURES = 16;

    private final Map<String, NamedProfile> profiles = new TreeMap<>();

    ProfileRegistry(ClassLoader loader) {
        Iterator<ProfileProvider> providers =
                ServiceLoader.load(ProfileProvider.class, loader).iterator();
        int failures = 0;
        while (failures < MAX_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                providers.next().profiles().forEach(profile -> profiles.putIfAbsent(profile.name(), profile));
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failures++;
                System.err.println("pprof4j: a profile provider failed, its profiles are missing: " + e);
            }
        }
    }

    synchronized NamedProfile lookup(String name) {
        return profiles.get(name);
    }

    synchronized List<NamedProfile> all() {
        return List.copyOf(profiles.values());
    }

    synchronized CustomProfile create(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("pprof: NewProfile with empty name");
        }
        if (profiles.containsKey(name)) {
            throw new IllegalArgumentException("pprof: NewProfile name already in use: " + name);
        }
        CustomProfile profile = new CustomProfile(name);
        profiles.put(name, profile);
        return profile;
    }
}
