// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.TopTable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The jar's command line. */
public final class Main {
    private static final String USAGE = """
            usage: java -jar pprof4j.jar top [-sample_index=NAME] [-nodecount=N] PROFILE

            Prints the functions that weigh most in a pprof profile, as go tool pprof -top does.
              -sample_index  inuse_space (default), inuse_objects, alloc_space, alloc_objects, or a number
              -nodecount     rows to print; 0, the default, for all
            """;

    private Main() {}

    /** Exits with 0, with 1 if the profile cannot be read, with 2 if the arguments are wrong. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            System.out.print(top(TopArguments.parse(arguments)));
            return 0;
        } catch (IllegalArgumentException wrong) {
            System.err.println("pprof4j: " + wrong.getMessage());
            System.err.print(USAGE);
            return 2;
        } catch (IOException unreadable) {
            System.err.println("pprof4j: " + unreadable.getMessage());
            return 1;
        }
    }

    private static String top(TopArguments arguments) throws IOException {
        Profile profile = read(arguments.file());
        return TopTable.of(profile, arguments.sampleIndex(profile)).print(arguments.nodeCount());
    }

    /** Says which file cannot be read and why; the JDK's exceptions have either one or the other. */
    private static Profile read(String file) throws IOException {
        try {
            return ProfileReader.read(Path.of(file));
        } catch (NoSuchFileException absent) {
            throw new IOException("cannot read " + file + ": no such file", absent);
        } catch (FileSystemException refused) {
            throw new IOException("cannot read " + file + ": " + refused.getReason(), refused);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
