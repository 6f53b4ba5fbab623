// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.IOException;

/** Thrown when a file is not a profile, or breaks a rule of the format; the message says which, in one sentence. */
public final class MalformedProfileException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedProfileException(String message) {
        super(message);
    }

    MalformedProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
