// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

/**
 * Where the agent serves {@code /debug/pprof/}; whoever starts the server checks it.
 *
 * @param address host and port, or a port alone
 * @param token what clients must present; {@code ""} for nothing
 * @param allowRemote whether other machines may ask although there is no token
 */
public record HttpOptions(String address, String token, boolean allowRemote) {
    /** Without the token. */
    @Override
    public String toString() {
        return "HttpOptions[" + address + "]";
    }
}
