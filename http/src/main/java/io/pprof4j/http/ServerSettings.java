// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.util.Objects;

/**
 * Where a {@link PprofServer} listens and who may ask. Immutable.
 *
 * @param host name or address of the interface; {@code ""} for all of them
 * @param port from 0 to 65535; 0 for any that is free
 * @param token what clients must present; {@code ""} for nothing
 * @param allowRemote whether other machines may ask although there is no token
 */
public record ServerSettings(String host, int port, String token, boolean allowRemote) {
    private static final String ACCEPTED = "accepted: host:port, or a port alone for this machine only";
    private static final int MAX_PORT = 65535;

    /** @throws IllegalArgumentException if the port is none */
    public ServerSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(token, "token");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not valid; accepted: 0 to " + MAX_PORT);
        }
    }

    /** A server for this machine, or for others too once it has a token or {@link #withRemote}. */
    public static ServerSettings of(String host, int port) {
        return new ServerSettings(host, port, "", false);
    }

    /**
     * Reads an address.
     *
     * @param address {@code host:port}, {@code [::1]:6060}, {@code :6060} for all interfaces as in Go, or a port alone for
     *     the loopback interface
     * @throws IllegalArgumentException if it is none of these; the message says what is accepted
     */
    public static ServerSettings parse(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "localhost" : address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "address " + address + " is not valid; an IPv6 address needs brackets: [::1]:6060");
        }
        try {
            return of(host, Integer.parseInt(address.substring(colon + 1)));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("address " + address + " is not valid; " + ACCEPTED, notANumber);
        } catch (IllegalArgumentException wrongPort) {
            throw new IllegalArgumentException(
                    "address " + address + " is not valid: " + wrongPort.getMessage(), wrongPort);
        }
    }

    /**
     * These settings with a token, which clients send as {@code Authorization: Bearer} or as password of {@code
     * Authorization: Basic}, with whatever user name: {@code go tool pprof http://user:token@host:6060/debug/pprof/heap}.
     * It travels in clear text. Other machines may ask then.
     */
    public ServerSettings withToken(String secret) {
        return new ServerSettings(host, port, secret, allowRemote);
    }

    /** These settings, but anyone who reaches the port may ask, from other machines too. */
    public ServerSettings withRemote() {
        return new ServerSettings(host, port, token, true);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ServerSettings[" + host + ":" + port + (token.isEmpty() ? "" : ", token")
                + (allowRemote ? ", allowremote" : "") + "]";
    }
}
