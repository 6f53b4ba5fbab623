// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Serves {@code /debug/pprof/} over HTTP, with nothing but a socket: no framework, and no settings that the program's own
 * servers would share. Its threads are daemons, and what they allocate is in no profile. Thread-safe.
 *
 * <p>A server at a loopback address answers only requests that name it as {@code localhost} or by an address, so that a
 * web page cannot reach it under a name of its own. Any other address needs a token, or an explicit word that everybody
 * may ask: profiles show the program's inside, and asking costs time.
 */
public final class PprofServer implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final ServerSocket socket;

    private PprofServer(ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * Starts a server for this machine.
     *
     * @param host mostly {@code localhost}
     * @param port 0 for any that is free: {@link #address()} tells
     * @throws IllegalArgumentException if the host is not a loopback address, or the port is none
     * @throws IOException if the address is in use or unknown; the message names it
     */
    public static PprofServer start(String host, int port) throws IOException {
        return start(ServerSettings.of(host, port));
    }

    /**
     * Starts a server.
     *
     * @throws IllegalArgumentException if it would serve other machines without a token or {@code allowRemote}
     * @throws IOException if the address is in use or unknown; the message names it
     */
    public static PprofServer start(ServerSettings settings) throws IOException {
        long[] entered = RecorderLink.enter();
        try {
            InetSocketAddress address = address(settings);
            boolean local = address.getAddress().isLoopbackAddress();
            if (!local && settings.token().isEmpty() && !settings.allowRemote()) {
                throw new IllegalArgumentException("address " + settings.host() + ":" + settings.port()
                        + " is open to other machines; that needs a token (httptoken=) or allowremote=1");
            }
            ServerSocket socket = bind(address);
            new Acceptor(socket, new Access(settings.token(), local)).start();
            return new PprofServer(socket);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    private static InetSocketAddress address(ServerSettings settings) throws IOException {
        if (settings.host().isEmpty()) {
            return new InetSocketAddress(settings.port());
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
        } catch (UnknownHostException unknown) {
            throw new IOException("unknown host " + settings.host(), unknown);
        }
    }

    private static ServerSocket bind(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw new IOException("cannot listen at " + address + ": " + failure.getMessage(), failure);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** The index's address, for a client on this machine. */
    public String url() {
        InetAddress host = address().getAddress();
        String name = host.isAnyLocalAddress() || host.isLoopbackAddress() ? "localhost" : host.getHostAddress();
        return "http://" + (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":"
                + address().getPort() + Connection.PREFIX;
    }

    /** Stops listening and ends what is being measured for clients. Returns at once; a second call does nothing. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            // there is nothing that a caller could do
        }
    }
}
