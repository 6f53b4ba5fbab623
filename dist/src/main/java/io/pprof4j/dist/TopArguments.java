// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.profile.Profile;

/**
 * What follows the word {@code top}.
 *
 * @param sampleIndex name or number of a sample type; null for the profile's default
 * @param nodeCount rows to print; 0 for all
 */
record TopArguments(String file, String sampleIndex, int nodeCount) {
    /** Throws an IllegalArgumentException that says what is accepted. */
    static TopArguments parse(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("top")) {
            throw new IllegalArgumentException(
                    arguments.length == 0 ? "no command" : "unknown command \"" + arguments[0] + "\"");
        }
        String file = null;
        String sampleIndex = null;
        int nodeCount = 0;
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            String option = argument.startsWith("--") ? argument.substring(1) : argument;
            if (option.startsWith("-sample_index=")) {
                sampleIndex = value(option);
            } else if (option.startsWith("-nodecount=")) {
                nodeCount = count(value(option));
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option \"" + argument + "\"");
            } else if (file != null) {
                throw new IllegalArgumentException("more than one profile: " + file + ", " + argument);
            } else {
                file = argument;
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("no profile named");
        }
        return new TopArguments(file, sampleIndex, nodeCount);
    }

    int sampleIndex(Profile profile) {
        return sampleIndex == null ? profile.sampleIndex("") : profile.sampleIndex(sampleIndex);
    }

    private static String value(String option) {
        return option.substring(option.indexOf('=') + 1);
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException("-nodecount=" + text + ": accepted are whole numbers from 0");
    }
}
