// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {

    @TempDir
    Path folder;

    @Test
    void unknownNameIsNull() {
        assertThat(Profiles.lookup("nope")).isNull();
    }

    @Test
    void createdProfileIsFoundByName() {
        CustomProfile created = Profiles.create("profiles-test/found");
        assertThat(Profiles.lookup("profiles-test/found")).isSameAs(created);
        assertThat(Profiles.all()).contains(created);
        assertThat(created.name()).isEqualTo("profiles-test/found");
        assertThat(created.count()).isZero();
    }

    @Test
    void emptyNameIsRejected() {
        assertThatThrownBy(() -> Profiles.create(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pprof: NewProfile with empty name");
    }

    @Test
    void nameInUseIsRejected() {
        Profiles.create("profiles-test/twice");
        assertThatThrownBy(() -> Profiles.create("profiles-test/twice"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pprof: NewProfile name already in use: profiles-test/twice");
    }

    @Test
    void missingHeapModuleIsNamed() {
        assertThatThrownBy(() -> Profiles.writeHeapProfile(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no heap profile: add the module pprof4j-heap to the class path");
    }

    @Test
    void builtInsAreSortedAmongOthersAndTheirNamesAreInUse() throws IOException {
        ProfileRegistry registry = registry(Working.class.getName());
        registry.create("b");
        assertThat(registry.all()).extracting(NamedProfile::name).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> registry.create("a")).hasMessage("pprof: NewProfile name already in use: a");
    }

    @Test
    void brokenProvidersLeaveTheOthersInForce() throws IOException {
        ProfileRegistry registry = registry(
                Broken.class.getName(), "no.such.Provider", Unbuildable.class.getName(), Working.class.getName());
        assertThat(registry.all()).extracting(NamedProfile::name).containsExactly("a", "c");
    }

    private ProfileRegistry registry(String... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(ProfileProvider.class.getName()), List.of(providers));
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ProfilesTest.class.getClassLoader())) {
            return new ProfileRegistry(loader);
        }
    }

    public static final class Working implements ProfileProvider {
        @Override
        public List<NamedProfile> profiles() {
            return List.of(new CustomProfile("c"), new CustomProfile("a"));
        }
    }

    public static final class Broken implements ProfileProvider {
        @Override
        public List<NamedProfile> profiles() {
            throw new IllegalStateException("broken on purpose");
        }
    }

    public static final class Unbuildable implements ProfileProvider {
        public Unbuildable() {
            throw new NoClassDefFoundError("missing on purpose");
        }

        @Override
        public List<NamedProfile> profiles() {
            return List.of();
        }
    }
}
