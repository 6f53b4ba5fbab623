// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

/** Nobody waits for the answer any more: whatever makes it stops. */
final class ClientGoneException extends Exception {
    ClientGoneException(Throwable cause) {
        super("the client went away", cause);
    }
}
